"""The door from Slack: every payload that reaches us becomes an arrival in the house's own words, or is let go.

After this nobody says Slack. ``read`` answers None for what concerns nobody (an unfurled link, a topic that changed) and
raises ``Malformed`` for what cannot be read; it never raises anything else. Shapes: docs.slack.dev, reference/events and
reference/interaction-payloads.

One message reaches us twice when it names the bot (``message`` and ``app_mention``, with two event ids). Both are read
from the same text into the same arrival under the same id, made of channel and ts, so whichever comes second is a repeat.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from adapters.port import Malformed
from adapters.slack.pack import Memo, Pressed
from adapters.slack.payload import (
    NAME,
    PREFIX,
    Body,
    bare,
    bot_user_of,
    delivery_id,
    instant,
    maybe,
    own,
    part,
    plain_words,
    stamp,
    storable,
    thread_of,
    typed_words,
    word,
    workspace_of,
)
from adapters.slack.user import profile_of
from facilitation.words import (
    Answer,
    Arrival,
    Command,
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

NOBODY = ""  # the person of an arrival that no person caused (an uninstall)

SPOKEN = {"", "file_share", "thread_broadcast", "me_message", "bot_message"}
"""Subtypes of a message in which somebody says something; all others are the platform's own notes."""

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


# --- commands, presses, forms ----------------------------------------------------------------------------------


def read_command(body: Body) -> Arrival:
    """``/community words``. Raises Malformed."""
    channel = maybe(body, "channel_id")
    what = Command(
        words=typed_words(maybe(body, "text")),
        channel=own(channel) if channel else None,
        private=channel.startswith("D"),
        opener=maybe(body, "trigger_id"),
    )
    return Arrival(delivery_id("command", body), workspace_of(body), own(word(body, "user_id")), what)


def read_action(body: Body) -> Arrival:
    """A button or a menu, in a message, in a form or on the Home tab. Raises Malformed."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise Malformed("actions")
    pressed = Pressed.unpack(actions[0])
    card = card_of(body)
    what = Press(
        action=pressed.action,
        args=pressed.args,
        chosen=chosen(actions[0]),
        message=card,
        channel=card.channel if card else None,
        opener=maybe(body, "trigger_id"),
    )
    return Arrival(delivery_id("press", body), workspace_of(body), _actor(body), what)


def _actor(body: Body) -> str:
    return own(word(part(body, "user"), "id"))


def card_of(body: Body) -> MessageRef | None:
    """The message that holds the pressed button; None on the Home tab and inside a form."""
    container = body.get("container")
    if not isinstance(container, dict):
        return None
    ts, channel = maybe(container, "message_ts"), maybe(container, "channel_id")
    if not ts or not channel:
        return None
    message = body.get("message")
    return MessageRef(own(channel), ts, thread_of(message) if isinstance(message, dict) else None)


SINGLE = (
    ("selected_user", PREFIX),
    ("selected_conversation", PREFIX),
    ("selected_channel", PREFIX),
    ("selected_date", ""),
    ("selected_time", ""),
)
SEVERAL = (
    ("selected_users", PREFIX),
    ("selected_conversations", PREFIX),
    ("selected_channels", PREFIX),
)
PICKERS = ("users_select", "channels_select", "conversations_select")


def chosen(element: Body) -> tuple[str, ...]:
    """What was picked in a menu, whatever its kind; () for nothing. Raises Malformed."""
    for name, prefix in SINGLE:
        if value := maybe(element, name):
            return (prefix + value,)
    for name, prefix in SEVERAL:
        if isinstance(values := element.get(name), list):
            return tuple(prefix + storable(str(one)) for one in values)
    # a picker may be answered with a plain option by clients that know only those
    prefix = PREFIX if element.get("type") in PICKERS else ""
    if isinstance(options := element.get("selected_options"), list) and options:
        return tuple(prefix + _option(one) for one in options)
    option = element.get("selected_option")
    return (prefix + _option(option),) if option else ()


def _option(option: Any) -> str:
    if not isinstance(option, dict):
        raise Malformed("selected_option")
    return maybe(option, "value")


def read_shortcut(body: Body) -> Arrival:
    """A shortcut on a message, or a global one: its callback_id is the action. Raises Malformed."""
    message = body.get("message")
    if not isinstance(message, dict):
        what = Press(action=word(body, "callback_id", NAME), opener=maybe(body, "trigger_id"))
        return Arrival(delivery_id("shortcut", body), workspace_of(body), _actor(body), what)
    channel = own(word(part(body, "channel"), "id"))
    by_person = not message.get(
        "bot_id"
    )  # an app's words (a story we showed, too) are nobody's to take from it
    what = Press(
        action=word(body, "callback_id", NAME),
        message=_reference(channel, message),
        channel=channel,
        text=plain_words(maybe(message, "text")) if by_person else "",
        author=(_author(message) or None) if by_person else None,
        opener=maybe(body, "trigger_id"),
    )
    return Arrival(delivery_id("shortcut", body), workspace_of(body), _actor(body), what)


def read_view(body: Body) -> Arrival:
    """A form sent back. Raises Malformed."""
    view = part(body, "view")
    what = Submission(
        form=word(view, "callback_id", NAME),
        memo=Memo.unpack(view.get("private_metadata")).memo,
        answers=answers(view),
        opener=maybe(body, "trigger_id"),
    )
    return Arrival(delivery_id("form", body), workspace_of(body), _actor(body), what)


def answers(view: Body) -> dict[str, Answer]:
    """Answers by field name. A field drawn in several blocks (``name~2``) comes back as one. Raises Malformed."""
    values = part(part(view, "state"), "values")
    out: dict[str, Answer] = {}
    for block, elements in values.items():
        if not isinstance(elements, dict):
            raise Malformed("state.values")
        for element in elements.values():
            if not isinstance(element, dict):
                raise Malformed("state.values")
            name = storable(str(block)).partition("~")[0]
            out[name] = _joined(out.get(name), _answer(element))
    return out


def _joined(before: Answer, answer: Answer) -> Answer:
    return before + answer if isinstance(before, tuple) and isinstance(answer, tuple) else answer


def _answer(element: Body) -> Answer:
    kind = element.get("type")
    if kind == "plain_text_input":
        return maybe(element, "value") or None
    picked = chosen(element)
    if kind == "checkboxes" or (isinstance(kind, str) and kind.startswith("multi_")):
        return picked
    return picked[0] if picked else None


# --- events ----------------------------------------------------------------------------------------------------


def read_event(body: Body) -> Arrival | None:
    """An event of the Events API; None for those that concern nobody. Raises Malformed."""
    event = part(body, "event")
    reader = EVENTS.get(word(event, "type"))
    return reader(body, event) if reader else None


def _arrive(body: Body, event: Body, person: str, what: What) -> Arrival:
    return Arrival(word(body, "event_id"), workspace_of(body), person, what, _event_time(body, event))


def _event_time(body: Body, event: Body) -> datetime | None:
    at = maybe(event, "event_ts") or str(body.get("event_time") or "")
    return instant(at) if at else None


def _author(message: Body) -> str:
    """Who wrote a message: a user, or a bot by its bot id; '' when the platform says neither."""
    author = maybe(message, "user") or maybe(message, "bot_id")
    return own(author) if author else ""


def _reference(channel: str, message: Body) -> MessageRef:
    return MessageRef(channel, stamp(message), thread_of(message))


def _message(body: Body, event: Body) -> Arrival | None:
    subtype = maybe(event, "subtype")
    if subtype == "message_changed":
        return _changed(body, event)
    if subtype == "message_deleted":
        previous = event.get("previous_message")
        return _unsaid(body, event, previous if isinstance(previous, dict) else {})
    if subtype not in SPOKEN or not _author(event):
        return None
    ts = stamp(event)
    return Arrival(
        f"{word(event, 'channel')}:{ts}",
        workspace_of(body),
        _author(event),
        _said(body, event, own(word(event, "channel")), maybe(event, "channel_type")),
        instant(ts),
    )


def _said(body: Body, message: Body, channel: str, kind: str, edited: bool = False) -> Said:
    text, bot, author = maybe(message, "text"), bot_user_of(body), maybe(message, "user")
    named = dict.fromkeys(MENTION.findall(text)) if "<@" in text else {}
    return Said(
        message=_reference(channel, message),
        text=plain_words(text),
        mentions=tuple(own(one) for one in named if one not in (bot, author)),
        private=kind == "im" or bare(channel).startswith("D"),
        to_bot=bool(bot) and bot in named,
        by_bot=bool(message.get("bot_id")) or author == "USLACKBOT",
        edited=edited,
    )


def _changed(body: Body, event: Body) -> Arrival | None:
    """An edit by a person. Slack sends the same for unfurled links and for every redrawn card of ours: let go."""
    message, channel = part(event, "message"), own(word(event, "channel"))
    if message.get("subtype") == "tombstone":  # a deleted message that a thread still hangs on
        return _unsaid(body, event, message)
    edited = message.get("edited")
    if not isinstance(edited, dict) or message.get("bot_id") or maybe(message, "subtype") not in SPOKEN:
        return None
    previous = event.get("previous_message")
    if isinstance(previous, dict) and previous.get("edited") == edited:
        return None
    when = stamp(edited)
    said = _said(body, message, channel, maybe(event, "channel_type"), edited=True)
    arrival_id = f"{bare(channel)}:{said.message.id}:{when}"
    return Arrival(arrival_id, workspace_of(body), own(word(message, "user")), said, instant(when))


def _unsaid(body: Body, event: Body, message: Body) -> Arrival | None:
    if message.get("bot_id"):
        return None
    channel, ts = (
        own(word(event, "channel")),
        stamp(event, "deleted_ts") if event.get("deleted_ts") else stamp(message),
    )
    gone = Unsaid(MessageRef(channel, ts, thread_of(message)))
    author = maybe(message, "user")
    person = own(author) if author and author != "USLACKBOT" else NOBODY
    return Arrival(f"{bare(channel)}:{ts}:gone", workspace_of(body), person, gone, _event_time(body, event))


def _reaction(body: Body, event: Body) -> Arrival | None:
    item = part(event, "item")
    if item.get("type") != "message":
        return None
    to = maybe(event, "item_user")
    what = Reacted(
        message=MessageRef(own(word(item, "channel")), stamp(item)),
        reaction=word(event, "reaction", NAME),
        to=own(to) if to else None,
        added=event["type"] == "reaction_added",
    )
    return _arrive(body, event, own(word(event, "user")), what)


def _joined_channel(body: Body, event: Body) -> Arrival:
    return _arrive(body, event, own(word(event, "user")), Joined(own(word(event, "channel"))))


def _left_channel(body: Body, event: Body) -> Arrival:
    return _arrive(body, event, own(word(event, "user")), Left(own(word(event, "channel"))))


def _home(body: Body, event: Body) -> Arrival | None:
    if event.get("tab", "home") != "home":
        return None
    return _arrive(body, event, own(word(event, "user")), Opened())


def _person(body: Body, event: Body) -> Arrival:
    user = part(event, "user")
    return _arrive(body, event, own(word(user, "id")), profile_of(user, maybe(body, "team_id")))


def _uninstalled(body: Body, event: Body) -> Arrival:
    return _arrive(body, event, NOBODY, Removed())


def _revoked(body: Body, event: Body) -> Arrival | None:
    """A person's own token is not ours to miss; the bot's is the end of the installation."""
    tokens = event.get("tokens")
    if not isinstance(tokens, dict) or not tokens.get("bot"):
        return None
    return _arrive(body, event, NOBODY, Removed())


EVENTS: dict[str, Callable[[Body, Body], Arrival | None]] = {
    "message": _message,
    "app_mention": _message,
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "member_joined_channel": _joined_channel,
    "member_left_channel": _left_channel,
    "app_home_opened": _home,
    "user_change": _person,
    "team_join": _person,
    "app_uninstalled": _uninstalled,
    "tokens_revoked": _revoked,
}
"""Events by Slack's name; manifest.json subscribes to exactly these (tests hold the two together)."""

INTERACTIONS: dict[str, Callable[[Body], Arrival]] = {
    "block_actions": read_action,
    "message_action": read_shortcut,
    "shortcut": read_shortcut,
    "view_submission": read_view,
}


def read(body: Body) -> Arrival | None:
    """Any payload; None for what concerns nobody (a closed form, an event nobody asked for). Raises Malformed."""
    if "command" in body:
        return read_command(body)
    kind = body.get("type")
    if kind == "event_callback":
        return read_event(body)
    reader = INTERACTIONS.get(kind) if isinstance(kind, str) else None
    if reader is None and kind not in ("view_closed", "block_suggestion"):
        raise Malformed("type")
    return reader(body) if reader else None
