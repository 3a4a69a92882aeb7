"""A sentence as Slack shows it: our own markup kept, everything a person typed shown exactly as typed, nobody rung by it.

Slack has two kinds of text. ``mrkdwn`` reads markup, mentions and links; ``plain_text`` reads none of it. A sentence goes
out as mrkdwn, unless somebody's words in it hold a character that mrkdwn would read (``& < > * _ ~ ` ``): then it goes out
as plain_text, raw, which shows them exactly. Where such words stand beside a mention or a link, which only mrkdwn can
draw, they are escaped and their markers replaced by characters that look the same. ``verbatim`` keeps Slack from turning
a typed ``@here`` or ``#general`` into something live (docs.slack.dev, reference/block-kit/composition-objects/text-object).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from adapters.port import Reader
from adapters.slack.payload import bare
from adapters.wording import day, moment, name_of, number, plain_value, plainly, unmarked
from facilitation.voice import surface
from facilitation.voice.catalogue import plain
from facilitation.voice.saying import Piece, say
from facilitation.words import Link, Moment, Phrase, Place, Typed, Who

TEXT = 3000  # one text object in a section or a context block
LINK = 1000  # a longer address is not worth half of a text
ELLIPSIS = "…"

READ_BY_MRKDWN = re.compile(r"[&<>`*~]|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")  # an_underscore_inside is left alone
LOOK_ALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
QUOTES_A_LINE = re.compile(r"^(?=&gt;)", re.MULTILINE)
WORD_JOINER = "\u2060"  # invisible; a line that starts with it does not start with ">"

DATES = {"day": "{date_long}", "date": "{date_long}", "time": "{time}", "both": "{date_long_pretty}, {time}"}


@dataclass(frozen=True, slots=True)
class Paper:
    """For whom and where something is drawn.

    ``rings``: others read along (a channel, a group), so a mention rings whom it names. In a direct conversation, an
    ephemeral message, a form or the Home tab it rings nobody but the reader. ``charts``: the client
    draws ``data_visualization`` (Slack, since June 2026). ``pictures``: Slack fetches what we draw while it takes the
    message, so they stand only where a message that was refused for one can be said again without.
    """

    reader: Reader = field(default_factory=Reader)
    rings: bool = False
    charts: bool = False
    pictures: bool = False


def size(text: str) -> int:
    """Length as Slack's clients count it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def shorten(text: str, most: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if size(text) <= most:
        return text
    cut = text[: most - 1]
    while size(cut) > most - 1:
        cut = cut[: -max(1, (size(cut) - most + 1) // 2)]
    return cut.rstrip() + ELLIPSIS


def escape(text: str) -> str:
    """Words for mrkdwn: the three characters that Slack reads are written as entities."""
    return text.translate(ENTITIES)


def defused(text: str) -> str:
    """Typed words inside mrkdwn: escaped, and with markers that only look like themselves where they would be read."""
    if not READ_BY_MRKDWN.search(text):
        return text
    return QUOTES_A_LINE.sub(WORD_JOINER, escape(text.translate(LOOK_ALIKES)))


# --- from sentences to pieces ----------------------------------------------------------------------------------


def flat(phrases: Iterable[Phrase], paper: Paper) -> list[Piece]:
    """All pieces of sentences side by side, with the sentences in their slots written out."""
    out: list[Piece] = []
    for phrase in phrases:
        if out:
            out.append(" ")
        out.extend(_flat(phrase, paper))
    return out


def _flat(phrase: Phrase, paper: Paper) -> Iterator[Piece]:
    for piece in say(phrase, paper.reader.translate):
        if isinstance(piece, tuple) and isinstance(piece[1], Phrase):
            yield from _flat(piece[1], paper)
        else:
            yield piece


def values(pieces: Iterable[Piece]) -> Iterator[Any]:
    """The slot values among pieces, lists of people one by one."""
    for piece in pieces:
        if isinstance(piece, tuple):
            yield from piece[1] if isinstance(piece[1], tuple) else (piece[1],)


def needs_plain(pieces: Sequence[Piece], paper: Paper) -> bool:
    """Whether mrkdwn would read what somebody typed, and nothing here needs mrkdwn."""
    typed = False
    for value in values(pieces):
        if _needs_mrkdwn(value, paper):
            return False
        typed = typed or bool(READ_BY_MRKDWN.search(_typed(value, paper)))
    return typed


def _needs_mrkdwn(value: Any, paper: Paper) -> bool:
    if isinstance(value, Who):
        return value.ring or (not paper.rings and value.person not in paper.reader.names)
    return isinstance(value, Place | Link)


def _typed(value: Any, paper: Paper) -> str:
    if isinstance(value, Typed):
        return value.text
    return paper.reader.names.get(value.person, "") if isinstance(value, Who) else ""


# --- from pieces to text ---------------------------------------------------------------------------------------


def as_plain(pieces: Iterable[Piece], paper: Paper) -> str:
    """Pieces as plain text: no markup, no mention, nothing escaped."""
    return "".join(
        unmarked(piece) if isinstance(piece, str) else plain_value(piece[1], paper.reader) for piece in pieces
    )


def as_mrkdwn(pieces: Iterable[Piece], paper: Paper) -> list[str]:
    """Pieces as mrkdwn, one string each, so that none is ever cut in the middle of a mention or a link."""
    return [escape(piece) if isinstance(piece, str) else _mrkdwn(piece[1], paper) for piece in pieces]


def _mrkdwn(value: Any, paper: Paper) -> str:
    match value:
        case Phrase():
            return escape(plainly(value, paper.reader))
        case Typed(text):
            return defused(text)
        case Who():
            return _who(value, paper)
        case Place(channel):
            return (
                f"<#{bare(channel)}>" if bare(channel) else plain(surface.A_CHANNEL, paper.reader.translate)
            )
        case Link(url, label):
            return f"<{_address(url)}|{_label(label)}>" if len(url) + len(label) < LINK else defused(label)
        case Moment(at, style):
            return _moment(Moment(at, style), paper)
        case date():
            return day(value, paper.reader.language)
        case int() | float():
            return number(value, paper.reader.language)
        case tuple():
            return escape_list([_mrkdwn(one, paper) for one in value], paper)
        case _:
            raise TypeError(f"no sentence holds a {type(value).__name__}")


def escape_list(drawn: list[str], paper: Paper) -> str:
    """Things drawn already, one after the other in the reader's language."""
    return plain_value(tuple(Typed(one) for one in drawn), paper.reader)


def _who(who: Who, paper: Paper) -> str:
    """A mention where it is meant to ring or cannot; otherwise the name."""
    if bare(who.person) and (who.ring or not paper.rings):
        return f"<@{bare(who.person)}>"
    return defused(name_of(who.person, paper.reader))


def _moment(moment_: Moment, paper: Paper) -> str:
    """Slack's own date token, drawn in the zone of whoever looks; its fallback is in the reader's."""
    said = moment(moment_.at, moment_.style, paper.reader.language, paper.reader.zone)
    if moment_.style == "day":
        return said
    return f"<!date^{int(moment_.at.timestamp())}^{DATES[moment_.style]}|{said}>"


def _address(url: str) -> str:
    return escape(url).replace("|", "%7C").replace(" ", "%20")


def _label(label: str) -> str:
    return defused(label).replace("|", "ǀ").replace("\n", " ")


# --- from text to Slack's text objects -------------------------------------------------------------------------


def plain_text(text: str, most: int = TEXT) -> dict[str, Any]:
    """A plain_text object; Slack refuses an empty one."""
    return {"type": "plain_text", "text": shorten(text.strip(), most) or ELLIPSIS, "emoji": True}


def mrkdwn(text: str) -> dict[str, Any]:
    """A mrkdwn object that leaves everything alone that is not written as markup."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def text_objects(phrases: Iterable[Phrase], paper: Paper, most: int = TEXT) -> list[dict[str, Any]]:
    """Sentences as one text object, or several when they are too long for one; [] when there is nothing to say."""
    pieces = flat(phrases, paper)
    if needs_plain(pieces, paper):
        return [
            {"type": "plain_text", "text": one, "emoji": True} for one in cut([as_plain(pieces, paper)], most)
        ]
    return [mrkdwn(one) for one in cut(as_mrkdwn(pieces, paper), most)]


def line_of(pieces: Sequence[Piece], paper: Paper) -> dict[str, Any]:
    """Pieces that are short for certain (a name, a mention) as one text object."""
    if needs_plain(pieces, paper):
        return plain_text(as_plain(pieces, paper))
    return mrkdwn("".join(as_mrkdwn(pieces, paper)))


def cut(atoms: Iterable[str], most: int) -> list[str]:
    """Strings joined and cut into lengths that fit, at a space where there is one; mentions and entities stay whole."""
    out, now = [], ""
    for atom in _small_enough(atoms, most):
        if now and size(now) + size(atom) > most:
            out.append(now.strip())
            now = ""
        now += atom
    return [one for one in (*out, now.strip()) if one]


def _small_enough(atoms: Iterable[str], most: int) -> Iterator[str]:
    for atom in atoms:
        if size(atom) <= most:
            yield atom
            continue
        for word in re.findall(r"\S+\s*|\s+", atom):
            yield from (word,) if size(word) <= most else _letters(word, most)


def _letters(word: str, most: int) -> Iterator[str]:
    """A word longer than a whole text object, in pieces that never split an entity."""
    now = ""
    for letter in re.findall(r"&(?:amp|lt|gt);|.", word, re.DOTALL):
        if size(now) + size(letter) > most:
            yield now
            now = ""
        now += letter
    yield now
