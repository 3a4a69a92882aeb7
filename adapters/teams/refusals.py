"""What Teams means when it says no to a letter, and whom it concerns. Codes: "Status codes from bot APIs"."""

from __future__ import annotations

from adapters.port import Outgoing, Refused
from adapters.teams.addresses import is_person
from adapters.teams.wire import Answered

BLOCKED = "MessageWritesBlocked"
TOO_BIG = "MessageSizeTooBig"
GONE = frozenset({"ActivityNotFoundInConversation", "MessageNotFound", "NotFound"})
NO_DELETION = (405, 501)  # the Agents Playground answers 501
NOBODY = frozenset(
    {"UserNotFound", "AccountNotFound"}
)  # with 500, where the one to write to is not in the tenant
OFF = frozenset({"BotDisabledByAdmin", "BotNotRegistered", "TenantNotAllowed"})


class Nowhere(Exception):
    """Nobody there ever spoke to us, and Teams gives no way to speak first."""


INSTALL = "add the app for this person or to their team; docs/teams.md says how"


def refused(outgoing: Outgoing, error: Answered) -> Refused:
    """What a 4xx means for this letter, and for whom."""
    reason = error.code or str(error.status)
    if is_too_big(error) or error.status == 400:
        return Refused(reason, "message", "")
    if error.code in OFF:
        return Refused(reason, "workspace", "the app is blocked in the Teams admin centre")
    if outgoing.edits and (error.status == 404 or error.code in GONE):
        return Refused(reason, "message", "")
    if error.code == BLOCKED:
        return Refused(reason, "person", "they blocked or removed the app; that is theirs to decide")
    return Refused(reason, "person" if is_person(outgoing.to) else "channel", INSTALL)


def is_too_big(error: Answered) -> bool:
    return error.status == 413 or error.code == TOO_BIG
