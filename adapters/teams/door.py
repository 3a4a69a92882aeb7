"""The door from Teams: every activity that reaches us becomes arrivals in the house's own words, or is let go.

After this nobody says Teams. ``read`` takes the raw JSON of an activity and answers () for what concerns nobody; it raises
``Malformed`` for what cannot be read and nothing else. One activity can be several arrivals (three people joined). Shapes:
"Bot Framework activity schema", "Conversation events in your Teams bot", "Universal Actions", "Use dialogs in bots".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from adapters.port import Malformed
from adapters.teams.form import PREFIX as FIELD
from adapters.teams.payload import (
    MENTION,
    Body,
    bot_of,
    conversation_of,
    digest,
    instant,
    is_private,
    language_and_zone,
    maybe,
    mentioned,
    own,
    part,
    person_in,
    plain_words,
    reference,
    sender_of,
    several,
    storable,
    strings,
    word,
    words_of,
    workspace_of,
)
from facilitation.words import (
    Answer,
    Arrival,
    Command,
    Installed,
    Joined,
    Left,
    MessageRef,
    Opened,
    Press,
    Reacted,
    Removed,
    Said,
    Submission,
    Unsaid,
    What,
)

NOBODY = ""  # the person of an arrival that no person caused
DIALOG = "dialog"  # Teams' right to open a form lies in the answer to the press itself
IN_CHAT = "card"  # no dialog can be opened here: the form stands in the chat as a card
COMMAND = ("/", "community")  # people who know Slack's /community may type it here
HOME = frozenset({"home", "start"})

IsCommand = Callable[[str], bool]
"""Whether a first word is one of the house's commands. In a personal chat everything else is talk."""


def read(body: Body, is_command: IsCommand) -> tuple[Arrival, ...]:
    """Any activity. () for what concerns nobody. Raises Malformed."""
    kind = word(body, "type")
    if kind == "message":
        return _message(body, is_command)
    reader = READERS.get(kind)
    return reader(body) if reader else ()


def _arrive(body: Body, what: What, person: str | None = None, nth: int = 0) -> Arrival:
    """``nth``: which of several in one activity."""
    language, zone = language_and_zone(body)
    who = sender_of(body) if person is None else person
    at = instant(maybe(body, "timestamp"))
    return Arrival(_id(body, type(what).__name__, nth), workspace_of(body), who, what, at, language, zone)


def _id(body: Body, kind: str, nth: int) -> str:
    """Teams gives an edit the id of its message, so the hour is part of it; a repeat has the same hour."""
    when = "" if body.get("type") == "message" else maybe(body, "timestamp")
    conversation = maybe(part(body, "conversation"), "id")
    return digest(kind, conversation, maybe(body, "id"), maybe(body, "replyToId"), when, str(nth))


# --- messages --------------------------------------------------------------------------------------------------


def _message(body: Body, is_command: IsCommand) -> tuple[Arrival, ...]:
    """Talk, a command, or the press of an Action.Submit, which comes as a message that says nothing."""
    value = body.get("value")
    if isinstance(value, Mapping) and ("action" in value or "form" in value):
        return (_arrive(body, _pressed(body, value, IN_CHAT)),)
    words = command_words(body)
    if words is None or (is_private(body) and not _is_known(words, is_command)):
        return (_arrive(body, _said(body)),)
    if is_private(body) and words.lower() in HOME:
        return (_arrive(body, Opened()),)
    return (_arrive(body, Command(words, conversation_of(body)[0], is_private(body), IN_CHAT)),)


def _is_known(words: str, is_command: IsCommand) -> bool:
    first = words.split(maxsplit=1)[0].lower() if words else "help"
    return first in HOME or is_command(first)


def command_words(body: Body) -> str | None:
    """The words of a command: a slash command, a personal chat, or a message that begins by naming the bot."""
    raw = maybe(body, "text").replace("\u00a0", " ").strip()
    named, bot = mentioned(body), bot_of(body)
    if part(body, "recipient").get("isTargeted") is True or is_private(body):
        return _stripped(_with_people(_without_bot(raw, named, bot), named))
    rest = _without_bot(raw, named, bot)
    return _stripped(_with_people(rest, named)) if rest != raw else None


def _without_bot(raw: str, named: dict[str, str], bot: str) -> str:
    """Without the bot's name where the text begins with it."""
    for text, who in named.items():
        if bot and who == bot and text and raw.startswith(text):
            return raw[len(text) :].strip()
    return raw


def _with_people(raw: str, named: dict[str, str]) -> str:
    """People named in a command stay recognisable: ``<@29:…|Name>``."""
    parts, start = [], 0
    for found in MENTION.finditer(raw):
        who, name = named.get(found.group(), ""), _opened(found.group(1))
        parts += [_opened(raw[start : found.start()]), f"<@{who}|{name}>" if who else f"@{name}"]
        start = found.end()
    return "".join([*parts, _opened(raw[start:])]).strip()


def _opened(piece: str) -> str:
    """Plain words with the spaces at both ends kept."""
    return plain_words(f"|{piece}|")[1:-1]


def _stripped(words: str) -> str:
    """Without a leading slash and a leading ``community``."""
    words = words.removeprefix("/").strip()
    first, _, rest = words.partition(" ")
    return rest.strip() if first.lower() in COMMAND else words


def _said(body: Body, edited: bool = False) -> Said:
    bot = bot_of(body)
    author = maybe(part(body, "from"), "id")
    others = dict.fromkeys(who for who in mentioned(body).values() if who and who not in (bot, author))
    return Said(
        message=reference(body, word(body, "id")),
        text=words_of(body),
        mentions=tuple(own(who) for who in others),
        private=is_private(body),
        to_bot=is_private(body) or (bool(bot) and bot in mentioned(body).values()),
        by_bot=author.startswith("28:"),
        edited=edited,
    )


def _edited(body: Body) -> tuple[Arrival, ...]:
    """An edit, or a deletion that was taken back."""
    return (_arrive(body, _said(body, edited=True)),)


def _deleted(body: Body) -> tuple[Arrival, ...]:
    return (_arrive(body, Unsaid(reference(body, word(body, "id")))),)


def _reacted(body: Body) -> tuple[Arrival, ...]:
    message = reference(body, word(body, "replyToId"))
    changes = [(one, True) for one in several(body, "reactionsAdded")]
    changes += [(one, False) for one in several(body, "reactionsRemoved")]
    return tuple(
        _arrive(body, Reacted(message, word(one, "type"), added=added), nth=nth)
        for nth, (one, added) in enumerate(changes)
    )


# --- who is where ----------------------------------------------------------------------------------------------


def _roster(body: Body) -> tuple[Arrival, ...]:
    """People who came and went; the bot itself is an installation and comes as one."""
    if is_private(body):
        return ()
    channel, bot = conversation_of(body)[0], bot_of(body)
    moves: list[tuple[Body, What]] = [(one, Joined(channel)) for one in several(body, "membersAdded")]
    moves += [(one, Left(channel)) for one in several(body, "membersRemoved")]
    people = [(one, what) for one, what in moves if not _is_bot(word(one, "id"), bot)]
    return tuple(_arrive(body, what, person_in(one), nth) for nth, (one, what) in enumerate(people))


def _is_bot(account: str, bot: str) -> bool:
    return account == bot or account.startswith("28:")


def _installation(body: Body) -> tuple[Arrival, ...]:
    """Added to a team, a chat or for one person, who then sees their card; or taken away from there."""
    by = sender_of(body)
    if maybe(body, "action").startswith("remove"):
        return (_arrive(body, Removed(), NOBODY),)
    team = maybe(part(part(body, "channelData"), "team"), "name")
    installed = _arrive(body, Installed(by, team), by)
    return (installed, _arrive(body, Opened())) if is_private(body) else (installed,)


# --- presses and forms -----------------------------------------------------------------------------------------


def _invoke(body: Body) -> tuple[Arrival, ...]:
    reader = INVOKES.get(maybe(body, "name"))
    return (reader(body),) if reader else ()


def _execute(body: Body) -> Arrival:
    """Action.Execute. ``refresh`` is the same press, made by Teams when somebody looks."""
    action = part(part(body, "value"), "action")
    data = {"action": maybe(action, "verb"), **part(action, "data")}
    return _arrive(body, _pressed(body, data, IN_CHAT))


def _task(body: Body) -> Arrival:
    """A dialog asked for, or sent back."""
    return _arrive(body, _pressed(body, part(part(body, "value"), "data"), DIALOG))


def _pressed(body: Body, data: Body, opener: str) -> Press | Submission:
    if "form" in data:
        return Submission(word(data, "form"), strings(data.get("memo"), "memo"), answers(data), opener)
    card = card_of(body)
    return Press(
        action=word(data, "action"),
        args=strings(data.get("args"), "args"),
        chosen=_chosen(data),
        message=card,
        channel=conversation_of(body)[0],
        opener=opener,
    )


def card_of(body: Body) -> MessageRef | None:
    """The message that holds the pressed button; None where Teams does not say."""
    message = maybe(body, "replyToId")
    return reference(body, message) if message else None


def _chosen(data: Body) -> tuple[str, ...]:
    """What was picked in the button's menu. Several come as one string with commas; people as bare Entra ids."""
    picked = maybe(data, maybe(data, "menu")) if "menu" in data else ""
    prefix = own("") if data.get("of") == "person" else ""
    return tuple(prefix + one for one in picked.split(",") if one)


def answers(data: Body) -> dict[str, Answer]:
    """Answers by field name. What kind of field each was travels with the form. Raises Malformed."""
    kinds = part(data, "kinds")
    return {
        str(name): _answer(data.get(FIELD + str(name)), kind)
        for name, kind in kinds.items()
        if isinstance(kind, str)
    }


def _answer(value: Any, kind: str) -> Answer:
    if value is not None and not isinstance(value, str):
        raise Malformed("an answer")
    given = storable(value or "").strip()
    if kind == "many":
        return tuple(one for one in given.split(",") if one)
    if kind == "person" and given:
        return own(given.split(",")[0])
    return given or None


def _extension(body: Body) -> Arrival:
    """A message extension used on a message: its command is the action, like Slack's shortcut."""
    value = part(body, "value")
    message = part(value, "messagePayload")
    author = maybe(part(part(message, "from"), "user"), "id")
    what = Press(
        action=word(value, "commandId"),
        message=reference(body, word(message, "id")) if message else None,
        channel=conversation_of(body)[0] if "conversation" in body else None,
        text=plain_words(maybe(part(message, "body"), "content"))
        if author
        else "",  # an app's words are nobody's
        author=own(author) if author else None,
        opener=DIALOG,
    )
    return _arrive(body, what)


READERS: dict[str, Callable[[Body], tuple[Arrival, ...]]] = {
    "messageUpdate": _edited,
    "messageDelete": _deleted,
    "messageReaction": _reacted,
    "conversationUpdate": _roster,
    "installationUpdate": _installation,
    "invoke": _invoke,
}

INVOKES: dict[str, Callable[[Body], Arrival]] = {
    "adaptiveCard/action": _execute,
    "task/fetch": _task,
    "task/submit": _task,
    "composeExtension/fetchTask": _extension,
    "composeExtension/submitAction": _task,
}
