"""What a button or a form carries for itself, packed into the few characters Slack gives it and unpacked again.

Limits: Block Kit reference (action_id and block_id 255 characters, a button's value 2,000, a view's private_metadata
3,000). Slack asks for action ids and block ids that are unique in a message, so each carries its place (``#3``), which
means nothing when it comes back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from adapters.port import Malformed
from adapters.slack.payload import maybe, storable, word
from facilitation.words import MessageRef

ACTION_ID = 255
BLOCK_ID = 255
VALUE = 2000
METADATA = 3000

PLACE = re.compile(r"#\d+$")


class TooLong(ValueError):
    """A button, menu or form carries more than Slack gives it. The feature has to keep an id and carry that."""

    def __init__(self, what: str, length: int, most: int) -> None:
        super().__init__(f"{what} takes {length} characters, Slack gives {most}")


def fitting(what: str, text: str, most: int) -> str:
    """The text, when Slack has room for it. Raises TooLong: a shortened id would be another id."""
    if len(text) > most:
        raise TooLong(what, len(text), most)
    return text


def pack_args(args: tuple[str, ...]) -> str:
    """Arguments as one string, '' for none."""
    return orjson.dumps(args).decode() if args else ""


def unpack_args(packed: Any) -> tuple[str, ...]:
    """The arguments of ``pack_args``. Raises Malformed for anything that it did not write."""
    if not packed:
        return ()
    try:
        args = orjson.loads(packed)
    except (orjson.JSONDecodeError, TypeError):
        raise Malformed("the value of a button") from None
    if not isinstance(args, list) or not all(isinstance(one, str) for one in args):
        raise Malformed("the value of a button")
    return tuple(storable(one) for one in args)


@dataclass(frozen=True, slots=True)
class Pressed:
    """One press, packed: ``action_id`` names it, its arguments travel in a button's value or in a menu's block id."""

    action: str
    args: tuple[str, ...] = ()

    def action_id(self, place: int) -> str:
        """The id of the element at a place in its message. Raises TooLong."""
        return fitting(f"action {self.action[:40]}", f"{self.action}#{place}", ACTION_ID)

    def value(self) -> str:
        """What a button carries. Raises TooLong."""
        return fitting(f"the arguments of {self.action}", pack_args(self.args), VALUE)

    def block_id(self, place: int) -> str:
        """What a menu carries, which has no value of its own. Raises TooLong."""
        return fitting(f"the arguments of {self.action}", f"{pack_args(self.args)}#{place}", BLOCK_ID)

    @classmethod
    def unpack(cls, action: Mapping[str, Any]) -> Pressed:
        """A press from Slack's action object. Raises Malformed."""
        name = PLACE.sub("", word(action, "action_id", ACTION_ID))
        if not name:
            raise Malformed("action_id")
        if action.get("type", "button") == "button":
            return cls(name, unpack_args(action.get("value")))
        return cls(name, unpack_args(PLACE.sub("", maybe(action, "block_id"))))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a form was opened from, so that what follows it can be said there.

    ``url`` is Slack's response_url of that command or press: good for 30 minutes and five uses, also in channels that
    the bot is not in. ``card`` is the message whose button opened the form.
    """

    url: str = ""
    card: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """What a form carries in private_metadata: its own memo, and where it came from."""

    memo: tuple[str, ...] = ()
    origin: Origin = field(default_factory=Origin)

    def pack(self) -> str:
        """As private_metadata; the origin is left out when there is no room for it. Raises TooLong for the memo."""
        card = self.origin.card
        where = (
            [self.origin.url, card.channel, card.id] if card else [self.origin.url] if self.origin.url else []
        )
        whole = orjson.dumps([self.memo, where]).decode() if where or self.memo else ""
        if len(whole) > METADATA:
            whole = orjson.dumps([self.memo, []]).decode()
        return fitting("the memo of a form", whole, METADATA)

    @classmethod
    def unpack(cls, packed: Any) -> Memo:
        """A memo from private_metadata. Raises Malformed for anything that ``pack`` did not write."""
        if not packed:
            return cls()
        try:
            memo, where = orjson.loads(packed)
            texts = [*memo, *where]
        except (orjson.JSONDecodeError, TypeError, ValueError):
            raise Malformed("private_metadata") from None
        if not all(isinstance(one, str) for one in texts):
            raise Malformed("private_metadata")
        card = MessageRef(where[1], where[2]) if len(where) == 3 else None
        return cls(tuple(storable(one) for one in memo), Origin(where[0] if where else "", card))
