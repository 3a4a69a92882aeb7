"""Half a year in which much happens, and every message, page, file and line that can reach the sponsor: nothing about one other person."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.commands.pulse import published
from bot.subscribing import address
from bot.web import Outward, application
from facilitation.gathering import Gathering, GatheringPlanned
from facilitation.practice import Practice, PracticeKept
from facilitation.story.facts import Story, StoryKept
from facilitation.words import Message, MessageRef, Open, Opened, Profile, Redraw, Reply, Said, Tell, Who
from storage.feed import open_feed
from tests.contracts.test_api import Reading
from tests.contracts.test_webhook import Hearing, hearing
from tests.harness.house import CHANNEL, TEAM, Lived, buttons_in, words_of
from tests.harness.logged import hear_everything

BEN, SAM = "slack:U2", "slack:U9"  # who convenes, which everybody may know; who sponsors
MEMBERS = tuple(f"slack:U{n}" for n in range(1, 8))
SHOWER, SHELVES = MEMBERS[0], ("practice.newest", "gathering.coming")
WEEKS, PULSES = 26, (2, 14)
KEY = b"a key of the house"
ABOUT_ONE = re.compile(
    r"secret-|named-|\bU[13-7]\b"
)  # words, a name or an id of a member who is not the convener
LABELS = ("Agree", "Strongly agree", "Disagree", "In between", "Agree", "Agree", "Strongly disagree")
COMMANDS = ("help", "status", "charter", "results", "results csv", "problem", "experiment", "promise", "tried a buddy", "settings", "why", "mine",
            "suggest", "pulse", "rate", "practices", "who newcomers", "values", "versions", "nudges", "contacts", "ask", "digest", "health",
            "gatherings", "stories")  # fmt: skip


@dataclass
class Desk:
    """Everything that ever lay in front of the sponsor: what was said to them, and texts by where they are read."""

    seen: list[object] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    def takes(self, replies: tuple[Reply, ...]) -> None:
        self.seen += replies

    def reads(self, where: str, text: str) -> None:
        self.read[where] = self.read.get(where, "") + text

    def shown(self, *paths: str) -> bool:
        """Whether every one of these paths had something to show."""
        return all(self.read.get(path, "").strip() for path in paths)

    def about_one(self) -> list[object]:
        """Whatever tells of one person other than the sponsor and the convener."""
        told: list[object] = [one for one in self.seen if ABOUT_ONE.search(without_the_chosen(one))]
        told += [
            one for one in self.seen if {who.person for who in people_in(one)} - {SAM, BEN, *chosen(one)}
        ]
        return told + [
            (where, found[0]) for where, text in self.read.items() if (found := ABOUT_ONE.search(text))
        ]


def chosen(said: object) -> tuple[str, ...]:
    """Whoever put up a practice or a gathering under their own name, where that is asked for."""
    message = getattr(said, "message", None)
    return (SHOWER,) if isinstance(message, Message) and message.summary.key in SHELVES else ()


def without_the_chosen(said: object) -> str:
    return reduce(lambda text, one: re.sub(rf"{one}\b", "", text), chosen(said), str(said))


async def a_year_begins(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = MEMBERS
    for who in (*MEMBERS, SAM):
        lived.paper.profiles[who] = Profile(name=f"named-{who}" if who not in (BEN, SAM) else "", zone="UTC")
    made = await lived.submits(BEN, "community.new", CHANNEL, name="People people", sponsor=SAM)
    await lived.passes(seconds=5)
    await lived.submits(
        SAM, "problem.new", question="How do newcomers find their feet?", why="w", for_whom="x", promise="y"
    )
    await lived.passes(seconds=5)
    return buttons_in(made)["Tell the channel"][1][0]


async def what_is_shown(lived: Lived, here: str) -> None:
    """A member hosts, tells a story and keeps a practice; what they chose to show holds no word about them."""
    who, at = SHOWER, lived.clock.now()
    story = Story("s1", here, who, at, "published", ("We began small.", "", ""), published_at=at)
    soon = Gathering("g1", here, "How we review", at + timedelta(days=170), 45, who)
    kept = Practice("p1", here, who, "a meeting drags", "we stand up", at=at)
    await Reading(lived, None).keeps(StoryKept(story), PracticeKept(kept), GatheringPlanned(soon))  # type: ignore[arg-type]


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


async def a_pulse(lived: Lived, here: str) -> None:
    """The convener asks, with a question of their own; every member answers all of it and writes words."""
    asked = {"measures": ("ID", "BE", "PS"), "problem": "", "opens": "", "days": "5"}
    preview = await lived.submits(BEN, "pulse.new", here, **asked, own="What would help?", own_kind="open")
    assert "Send" in buttons_in(preview), words_of(preview)
    action, args = buttons_in(preview)["Send"]
    await lived.presses(BEN, action, *args)
    await lived.passes(days=1)
    for at, who in enumerate(MEMBERS):
        await answer(lived, who, LABELS[at])


async def answer(lived: Lived, who: str, label: str) -> None:
    card: Message = next(one for one in reversed(lived.paper.to(who)) if label in buttons_in(one))
    there = MessageRef(f"slack:D{who}", "1")
    for _ in range(3):
        action, args = buttons_in(card)[label]
        (reply,) = await lived.presses(who, action, *args, message=there)
        assert isinstance(reply, Redraw), reply
        card = reply.message
    action, args = buttons_in(card)["Write an answer"]
    (opened,) = await lived.presses(who, action, *args, message=there)
    assert isinstance(opened, Open)
    await lived.submits(who, opened.form.id, *opened.form.memo, words=f"secret-{who}")


async def asks_and_presses(lived: Lived, desk: Desk) -> None:
    """The sponsor's own messages, whatever their buttons open, and what is written to them after that."""
    taken = 0
    while taken < len(mine := lived.paper.to(SAM)):
        for message in mine[taken:]:
            desk.seen.append(message)
            for action, args in buttons_in(message).values():
                if not action.startswith(("attention", "settings", "nudge")):
                    desk.takes(await lived.presses(SAM, action, *args))
        taken = len(mine)
        await lived.passes(minutes=5)


async def asks_from_outside(lived: Lived, desk: Desk, here: str, url: str) -> None:
    """What is read without Slack: a file, the API, the calendar, the figures of operators."""
    desk.reads("evener pulse figures", await published(url, TEAM, "People people", lived.clock.now()) or "")
    async with lived.house.store.writing() as connection:
        number = await open_feed(connection, TEAM, here)
    async with TestClient(TestServer(application(lived.house, Outward(keys=(KEY,))))) as web:
        there = Reading(lived, web)
        token = await there.token("figures", "stories", "practices")
        for path in (
            "communities",
            *(f"communities/{here}/{one}" for one in ("figures", "stories", "practices")),
        ):
            status, told = await there.get(path, token)
            assert status == 200 and told["items"], path
            desk.reads(f"API {path.rpartition('/')[2]}", str(told))
        desk.reads("calendar", await (await web.get(address("", KEY, TEAM, here, number))).text())
        desk.reads("metrics", await (await web.get("/metrics")).text())


async def half_a_year(there: Hearing, desk: Desk, url: str) -> str:
    lived = there.lived
    await there.hook()
    here = await a_year_begins(lived)
    await what_is_shown(lived, here)
    offered = next(one for one in lived.paper.to(CHANNEL) if "We take it on" in buttons_in(one))
    problem = buttons_in(offered)["We take it on"][1][0]
    for week in range(WEEKS):
        await a_week(lived, here, week, problem)
        if week in PULSES:
            await a_pulse(lived, here)
        await lived.passes(days=7)
        await look_back(lived)
        if week % 5 == 0:
            for command in COMMANDS:
                desk.takes(await lived.types(SAM, command))
            desk.takes(await lived.arrives(SAM, Opened()))
    await asks_and_presses(lived, desk)
    await asks_from_outside(lived, desk, here, url)
    await there.round()
    for headers, body in there.heard:
        desk.reads("webhooks", f"{headers} {body.decode()}\n")
    return here


@pytest.mark.asyncio
async def test_in_half_a_year_no_path_shows_a_sponsor_one_other_person(
    sqlite_url: str, certificate: Path
) -> None:
    desk, lines = Desk(), io.StringIO()
    async with hearing(sqlite_url, certificate) as there:
        hear_everything(lines)
        await half_a_year(there, desk, sqlite_url)
        desk.reads("logs", lines.getvalue())
        paper = there.lived.paper
    mondays = [one for one in paper.to(SAM) if "Your Monday" in words_of(one)]
    assert len(mondays) >= 10
    assert len(desk.seen) > 100
    results = [
        one
        for one in paper.to(SAM)
        if {"pulse.table", "pulse.beside"} & {action for action, _ in buttons_in(one).values()}
    ]
    assert len(results) >= len(PULSES)
    assert sum("pulse-figures.csv" in str(one) for one in desk.seen) >= len(PULSES)
    assert desk.shown("calendar", "metrics", "webhooks", "logs")
    assert desk.read["evener pulse figures"].count(",1 to 5,") >= len(PULSES)
    assert desk.about_one() == []


def people_in(value: object) -> list[Who]:
    """Every person shown anywhere in a reply or a message."""
    if isinstance(value, Who):
        return [value]
    if isinstance(value, tuple | list):
        return [found for one in value for found in people_in(one)]
    return [found for name in getattr(value, "__slots__", ()) for found in people_in(getattr(value, name))]


def test_the_reader_of_this_test_finds_people_where_there_are_some():
    assert people_in(Tell(Message(summary=None, parts=((Who("U1"),),)))) == [Who("U1")]  # type: ignore[arg-type]
    for path in ("logs", "API figures"):
        desk = Desk()
        desk.reads(path, "slack:U2 wrote to slack:U9")
        assert desk.about_one() == []
        desk.reads(path, f"person={MEMBERS[0]}")
        assert desk.about_one() == [(path, "U1")]


def test_a_member_is_found_in_what_a_button_carries():
    said: Any = ("experiment.show", (MEMBERS[3],))
    assert Desk([said]).about_one() == [said]
