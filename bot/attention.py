"""Before the postman goes: every letter to a person is weighed against that person's one attention budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.postman import Held
from facilitation.attention import (
    REMEMBERED,
    Drop,
    Go,
    History,
    Hold,
    Verdict,
    entries_of,
    weigh_all,
    while_shielded,
)
from facilitation.people import Person
from facilitation.pulse.quiet import QUIET
from facilitation.words import Given, PersonId, WorkspaceId
from storage.outbox import Claimed, load_histories
from storage.people import load_people, load_person
from storage.pulse_quiet import not_for_them


async def weigh(connection: AsyncConnection, claimed: Sequence[Claimed], given: Given) -> Mapping[str, Held]:
    """Letter id → why it may not go now. Letters to channels, and those that go, are not in it."""
    by_workspace: dict[WorkspaceId, list[Claimed]] = defaultdict(list)
    for one in claimed:
        by_workspace[one.workspace].append(one)
    held: dict[str, Held] = {}
    for workspace, theirs in by_workspace.items():
        held |= await _weigh(connection, workspace, theirs, given)
    return held


async def _weigh(
    connection: AsyncConnection, workspace: WorkspaceId, claimed: Sequence[Claimed], given: Given
) -> dict[str, Held]:
    recipients = sorted({one.letter.to for one in claimed if not is_channel(one.letter.to)})
    if not recipients:
        return {}
    people = await load_people(connection, workspace, recipients)
    histories = await load_histories(connection, workspace, recipients, given.now - REMEMBERED)
    held: dict[str, Held] = {}
    for recipient in recipients:
        mine = {one.letter.once: one for one in claimed if one.letter.to == recipient}
        for once, verdict in _verdicts(mine, people[recipient], histories[recipient], given):
            if why := as_held(verdict, mine[once], people[recipient]):
                held[mine[once].id] = why
    return held | await _not_for_them(connection, workspace, [one for one in claimed if one.id not in held])


async def _not_for_them(
    connection: AsyncConnection, workspace: WorkspaceId, going: Sequence[Claimed]
) -> dict[str, Held]:
    """Letters of a pulse that are written to everybody who was asked, and go only to some (pulse/quiet.py)."""
    quiet = {one.letter.once: one.id for one in going if one.letter.kind in QUIET}
    if not quiet:
        return {}
    letters = [one.letter for one in going if one.letter.once in quiet]
    others = await not_for_them(connection, workspace, letters)
    return {quiet[once]: Held("not for them", None) for once in sorted(others)}


async def shield(
    connection: AsyncConnection,
    claimed: Sequence[Claimed],
    until: Mapping[tuple[WorkspaceId, PersonId], datetime],
    given: Given,
) -> Mapping[str, Held]:
    """Letter id → why it waits, for readers who have the platform's do-not-disturb on."""
    held: dict[str, Held] = {}
    for one in claimed:
        end = until.get((one.workspace, one.letter.to))
        if end is not None:
            person = await load_person(connection, one.workspace, one.letter.to)
            if why := as_held(while_shielded(one.letter, person, end, given), one, person):
                held[one.id] = why
    return held


def _verdicts(
    mine: dict[str, Claimed], person: Person, history: History, given: Given
) -> list[tuple[str, Verdict]]:
    letters = [one.letter for one in mine.values()]
    return [(letter.once, verdict) for letter, verdict in weigh_all(letters, person, history, given)]


def as_held(verdict: Verdict, claimed: Claimed, person: Person) -> Held | None:
    """The verdict in the postman's words; None: it goes."""
    match verdict:
        case Go():
            return None
        case Hold(reason, until):
            return Held(reason.value, until, entries_of(claimed.letter, person, verdict))
        case Drop(reason):
            return Held(reason.value, None, entries_of(claimed.letter, person, verdict))


def is_channel(address: str) -> bool:
    """Slack's public and private channels begin with C or G, Teams' with 19:; people never do."""
    local = address.partition(":")[2]
    return local.startswith(("C", "G", "19:"))
