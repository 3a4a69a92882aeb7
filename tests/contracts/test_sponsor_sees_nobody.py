"""Half a year in which much happens, and every message, page and reply that the sponsor gets: nothing about one other person."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from facilitation.words import Message, MessageRef, Opened, Reply, Said, Tell, Who
from tests.harness.house import CHANNEL, Lived, buttons_in, lived_in, words_of

BEN, SAM = "slack:U2", "slack:U9"  # who convenes, which everybody may know; who sponsors
MEMBERS = tuple(f"slack:U{n}" for n in range(1, 8))
WEEKS = 26
COMMANDS = ("help", "status", "charter", "results", "problem", "experiment", "promise", "tried a buddy", "settings", "why", "mine", "suggest", "pulse",
            "practices", "who newcomers", "values", "versions", "nudges", "contacts", "ask", "digest", "health", "gatherings", "stories")  # fmt: skip


@dataclass
class Desk:
    """Everything that ever lay in front of the sponsor."""

    seen: list[object] = field(default_factory=list)

    def takes(self, replies: tuple[Reply, ...]) -> None:
        self.seen += replies


async def a_year_begins(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = MEMBERS
    made = await lived.submits(BEN, "community.new", CHANNEL, name="People people", sponsor=SAM)
    await lived.passes(seconds=5)
    await lived.submits(
        SAM, "problem.new", question="How do newcomers find their feet?", why="w", for_whom="x", promise="y"
    )
    await lived.passes(seconds=5)
    return buttons_in(made)["Tell the channel"][1][0]


async def a_week(lived: Lived, here: str, week: int, problem: str) -> None:
    """Members write, begin experiments with words of their own, look back, raise hands, ask in the clinic."""
    who = MEMBERS[week % len(MEMBERS)]
    for n in range(6):
        author = MEMBERS[(week + n) % len(MEMBERS)]
        await lived.arrives(
            author, Said(MessageRef(CHANNEL, f"{week}.{n}"), f"secret-{author} should we move it?")
        )
    day = (lived.clock.now().date()).replace(day=28).isoformat() if lived.clock.now().day < 20 else ""
    if day:
        words = {
            "question": f"A buddy for one? secret-{who}",
            "step": f"secret-{who}",
            "review_on": day,
            "owner": who,
        }
        await lived.submits(who, "experiment.new", here, "", **words)
    if week == 1:
        await lived.presses(who, "problem.take", problem, here)
    await lived.presses(who, "problem.hand", problem)
    if week == 3:
        await lived.submits(who, "problem.move", problem, state="exploring", learnt=f"secret-{who}")
    await lived.arrives(
        who,
        Said(MessageRef(f"slack:D{who}", f"{week}.9"), f"secret-{who} our onboarding fails", private=True),
    )


async def look_back(lived: Lived) -> None:
    for who in MEMBERS:
        for message in lived.paper.to(who):
            if "Tell how it went" in buttons_in(message):
                id = buttons_in(message)["Tell how it went"][1][0]
                await lived.submits(
                    who,
                    "experiment.review",
                    id,
                    happened=f"secret-{who}",
                    learnt=f"secret-{who}",
                    next="dropped",
                )


@pytest.mark.asyncio
async def test_in_half_a_year_no_message_to_a_sponsor_is_about_one_other_person(sqlite_url: str) -> None:
    desk = Desk()
    async with lived_in(sqlite_url) as lived:
        here = await a_year_begins(lived)
        offered = next(one for one in lived.paper.to(CHANNEL) if "We take it on" in buttons_in(one))
        problem = buttons_in(offered)["We take it on"][1][0]
        for week in range(WEEKS):
            await a_week(lived, here, week, problem)
            await lived.passes(days=7)
            await look_back(lived)
            if week % 5 == 0:
                for command in COMMANDS:
                    desk.takes(await lived.types(SAM, command))
                desk.takes(await lived.arrives(SAM, Opened()))
        mondays = [one for one in lived.paper.to(SAM) if "Your Monday" in words_of(one)]
        for message in lived.paper.to(SAM):
            desk.seen.append(message)
            for action, args in buttons_in(message).values():
                if not action.startswith(("attention", "settings", "nudge")):
                    desk.takes(await lived.presses(SAM, action, *args))
    assert len(mondays) >= 10
    assert len(desk.seen) > 100
    for seen in desk.seen:
        assert "secret-" not in str(seen), seen
        named = {one.person for one in people_in(seen)} - {SAM, BEN}
        assert not named, (named, seen)


def people_in(value: object) -> list[Who]:
    """Every person shown anywhere in a reply or a message."""
    if isinstance(value, Who):
        return [value]
    if isinstance(value, tuple | list):
        return [found for one in value for found in people_in(one)]
    return [found for name in getattr(value, "__slots__", ()) for found in people_in(getattr(value, name))]


def test_the_reader_of_this_test_finds_people_where_there_are_some():
    assert people_in(Tell(Message(summary=None, parts=((Who("U1"),),)))) == [Who("U1")]  # type: ignore[arg-type]
