"""Every sentence Evener can say is declared once, with its act and its slots, and looked up here by its key.

A sentence is English source text with ``{slots}``. Translations (gettext's files beside this one) are looked up by the
sentence's key, so that one catalogue serves both platforms and every language. Slots are typed: only names, people, places, counts,
moments, links, other sentences and verbatim words may fill them (science.md 5.2, check 1).
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from facilitation.words import Act, Link, Moment, Phrase, Place, Typed, Who


class Slot:
    """The sources a slot may be filled from. The value is the tuple of Python types that it accepts."""

    NAME = (Typed,)  # the name of a community, a problem, a process somebody named
    WORDS = (Typed,)  # a person's own words, shown as a quote
    WHO = (Who,)
    PEOPLE = (tuple,)  # of Who
    PLACE = (Place,)
    COUNT = (int,)
    NUMBER = (int, float)
    DAY = (date,)  # a calendar day, the same in every zone
    MOMENT = (Moment,)
    LINK = (Link,)
    TERM = (Phrase,)  # another sentence of the catalogue: a process, an item, a day of the week


class UnknownSentence(KeyError):
    """A phrase names a key that the catalogue does not hold."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One declared sentence. Calling it with its slots gives a Phrase. ``many`` is the plural by the slot ``n``."""

    key: str
    act: Act
    text: str
    slots: tuple[tuple[str, tuple[type, ...]], ...]
    many: str = ""

    def __call__(self, **values: Any) -> Phrase:
        wanted = dict(self.slots)
        if values.keys() != wanted.keys():
            raise TypeError(f"{self.key} takes {sorted(wanted)}, got {sorted(values)}")
        for name, value in values.items():
            if not isinstance(value, wanted[name]) or isinstance(value, bool):
                raise TypeError(f"{self.key}: {name} cannot be a {type(value).__name__}")
        return Phrase(self.key, tuple(values.items()))


CATALOGUE: dict[str, Sentence] = {}


def sentence(key: str, act: Act, text: str, *, many: str = "", **slots: tuple[type, ...]) -> Sentence:
    """Declare a sentence. Raises ValueError for a second one of the same key or slots that do not match the text."""
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    named |= {name for _, name, _, _ in string.Formatter().parse(many) if name}
    if named != slots.keys():
        raise ValueError(f"{key}: the text names {sorted(named)}, the slots are {sorted(slots)}")
    if key in CATALOGUE:
        raise ValueError(f"{key} is declared twice")
    if many and "n" not in slots:
        raise ValueError(f"{key}: a plural counts by the slot n")
    made = Sentence(key, act, text, tuple(slots.items()), many)
    CATALOGUE[key] = made
    return made


def label(key: str, text: str) -> Phrase:
    """A button or a title: declared and filled in one step, since it has no slots."""
    return sentence(key, Act.LABEL, text)()


def of(phrase: Phrase) -> Sentence:
    """The sentence behind a phrase. Raises UnknownSentence."""
    try:
        return CATALOGUE[phrase.key]
    except KeyError:
        raise UnknownSentence(phrase.key) from None


# --- from phrase to spans: what adapters draw ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Translation:
    """One language: its tag (``de``), the forms of each sentence by its key, and which form a count takes.

    ``form_of`` maps a count to the place of its form, as gettext's ``Plural-Forms`` says for that language.
    """

    language: str = "en"
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form_of: Callable[[int], int] = lambda n: int(n != 1)

    def __call__(self, key: str, n: int) -> str | None:
        """The sentence in this language with its slots open; None where nobody has translated it yet."""
        forms = self.forms.get(key)
        if not forms:
            return None
        return forms[self.form_of(n)] if len(forms) > 1 else forms[0]


untranslated = Translation()
"""English, the language of the source."""


def chosen_text(phrase: Phrase, translate: Translation = untranslated) -> str:
    """The sentence's text in the reader's language with its slots still open; English where it has none."""
    return chosen(phrase, translate)[0]


def chosen(phrase: Phrase, translate: Translation = untranslated) -> tuple[str, str]:
    """The same with the language that it turned out to be in."""
    declared = of(phrase)
    n = dict(phrase.slots).get("n", 1) if declared.many else 1
    if text := translate(declared.key, n):
        return text, translate.language
    return (declared.many if declared.many and n != 1 else declared.text), "en"


def pieces(phrase: Phrase, translate: Translation = untranslated) -> list[str | tuple[str, Any]]:
    """The sentence cut at its slots: strings of ours and (slot name, value) pairs, in order.

    Our own strings may hold the small markdown ``*strong*`` and ``_emphasis_``; values never do: adapters escape them.
    """
    filled = dict(phrase.slots)
    out: list[str | tuple[str, Any]] = []
    for ours, name, _, _ in string.Formatter().parse(chosen_text(phrase, translate)):
        if ours:
            out.append(ours)
        if name:
            out.append((name, filled[name]))
    return out


def plain(phrase: Phrase, translate: Translation = untranslated) -> str:
    """The sentence as plain text without markup, for notifications, logs, exports and tests."""
    return "".join(
        piece.replace("*", "") if isinstance(piece, str) else plain_value(piece[1], translate)
        for piece in pieces(phrase, translate)
    )


def plain_value(value: Any, translate: Translation = untranslated) -> str:
    """One slot value as plain text."""
    match value:
        case Phrase():
            return plain(value, translate)
        case Typed(text):
            return text
        case Who(person):
            return f"@{person}"
        case Place(channel):
            return f"#{channel}"
        case Moment(at, style):
            return {"day": f"{at:%A}", "date": f"{at:%-d %B %Y}", "time": f"{at:%H:%M}"}.get(
                style, f"{at:%-d %B %Y %H:%M}"
            )
        case Link(_, name):
            return name
        case date():
            return f"{value:%-d %B %Y}"
        case float():
            return f"{value:g}"
        case tuple():
            return ", ".join(plain_value(one, translate) for one in value)
        case _:
            return str(value)
