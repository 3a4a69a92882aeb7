"""Problems, experiments, promises and the sponsor's Monday, through the whole house on both databases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.routes import FEATURES
from bot.routes.atlas import Atlas
from facilitation import taking_on
from facilitation.words import Command, Open, Press, Reask
from tests.contracts.recorded import is_an_admin
from tests.harness.house import CHANNEL, Lived, buttons_in, lived_in, words_of

ANA, BEN, CARO, DAN, SAM = (f"slack:U{n}" for n in range(1, 6))
QUESTION = "How do newcomers find their feet here?"


async def community(lived: Lived, sponsor: str = SAM) -> str:
    """A community of four with a sponsor; its id."""
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO, DAN)
    made = buttons_in(
        await lived.submits(BEN, "community.new", CHANNEL, name="People people", sponsor=sponsor)
    )
    await lived.passes(seconds=5)
    return made["Tell the channel"][1][0]


async def framed(lived: Lived) -> str:
    """The id of a problem the sponsor framed and the community was offered."""
    await lived.submits(
        SAM,
        "problem.new",
        question=QUESTION,
        why="They leave",
        for_whom="Newcomers",
        promise="Two days a month",
    )
    await lived.passes(seconds=5)
    offered = [one for one in lived.paper.to(CHANNEL) if "We take it on" in buttons_in(one)]
    return buttons_in(offered[-1])["We take it on"][1][0]


@pytest.mark.asyncio
async def test_a_problem_is_framed_taken_on_joined_and_wrapped_up_by_the_community(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        problem = await framed(lived)
        assert "members of a community" in words_of(await lived.presses(SAM, "problem.take", problem, here))
        assert "taken it on" in words_of(await lived.presses(ANA, "problem.take", problem, here))
        await lived.passes(seconds=5)
        assert "has taken on your question" in words_of(lived.paper.to(SAM)[-1])
        assert "already" in words_of(await lived.presses(CARO, "problem.take", problem, here))
        assert "hand is up" in words_of(await lived.presses(CARO, "problem.hand", problem))
        assert "Hands raised\n2" in words_of(await lived.types(DAN, "problem"))
        assert "Nobody is told" in words_of(await lived.presses(CARO, "problem.unhand", problem))
        assert "community moves it" in words_of(await lived.presses(SAM, "problem.move", problem))
        (form,) = await lived.presses(ANA, "problem.move", problem)
        assert isinstance(form, Open)
        await lived.submits(ANA, "problem.move", problem, state="exploring")
        assert isinstance((await lived.submits(ANA, "problem.move", problem, state="let go"))[0], Reask)
        await lived.submits(ANA, "problem.move", problem, state="let go", learnt="Nobody owns the first week")
        await lived.passes(seconds=5)
        assert "Nobody owns the first week" in str(lived.paper.to(CHANNEL)[-1])
        assert "closed already" in words_of(await lived.presses(ANA, "problem.hand", problem))


@pytest.mark.asyncio
async def test_a_named_answer_is_asked_about_and_a_sixth_problem_is_refused(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        rest = {"why": "x", "for_whom": "y", "promise": "z"}
        (again,) = await lived.submits(SAM, "problem.new", question="We need a new onboarding tool", **rest)
        assert isinstance(again, Reask) and "question behind it" in words_of(again)
        kept = await lived.submits(
            SAM, "problem.new", question="We need a new onboarding tool", keep=("keep",), **rest
        )
        assert "It is framed" in words_of(kept)
        for _ in range(4):
            await lived.submits(SAM, "problem.new", question=QUESTION, **rest)
        assert "five open problems" in words_of(
            await lived.submits(SAM, "problem.new", question=QUESTION, **rest)
        )
        assert "five open problems" in words_of(await lived.types(SAM, "problem new"))


@pytest.mark.asyncio
async def test_somebody_is_invited_once_and_one_no_ends_it(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        problem = await framed(lived)
        await lived.presses(ANA, "problem.take", problem, here)
        assert "asked privately" in words_of(await lived.submits(ANA, "problem.invite", problem, whom=DAN))
        await lived.passes(seconds=5)
        assert "a no ends it" in words_of(lived.paper.to(DAN)[-1])
        assert "asked before" in words_of(await lived.submits(ANA, "problem.invite", problem, whom=DAN))
        assert "Nobody asks you" in words_of(await lived.presses(DAN, "problem.refuse", problem))


async def opened(lived: Lived, here: str, owner: str = ANA, **more: str) -> None:
    answers = {
        "question": "Do buddies keep newcomers?",
        "step": "One buddy in May",
        "review_on": "2026-03-10",
        **more,
    }
    await lived.submits(ANA, "experiment.new", here, "", owner=owner, **answers)
    await lived.passes(seconds=5)


@pytest.mark.asyncio
async def test_an_experiment_is_owned_by_a_volunteer_looked_back_on_and_found_again(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        await opened(lived, here, owner=CARO)
        action, args = buttons_in(lived.paper.to(CARO)[-1])["Yes, mine"]
        assert "another person's hands" in words_of(await lived.presses(DAN, action, *args))
        assert "It is yours" in words_of(await lived.presses(CARO, action, *args))
        await lived.passes(days=8, hours=2)
        review = lived.paper.to(CARO)[-1]
        assert "One buddy in May" in words_of(review)
        id = buttons_in(review)["Tell how it went"][1][0]
        assert "another person's hands" in words_of(await lived.presses(ANA, "experiment.review", id))
        done = await lived.submits(
            CARO,
            "experiment.review",
            id,
            happened="He left anyway",
            learnt="Buddies need time",
            next="dropped",
        )
        assert "Thank you" in words_of(done)
        shown = words_of(await lived.types(DAN, "experiment"))
        assert "0 kept, 0 changed, 1 dropped" in shown and "Buddies need time" in shown
        found = words_of(await lived.types(DAN, "tried a buddy for newcomers?"))
        assert "1 experiment" in found and "Dropped" in found
        assert "No experiment" in words_of(await lived.types(DAN, "tried quantum teleportation"))
        await lived.passes(days=20)
        assert lived.paper.to(CARO)[-1] == review


@pytest.mark.asyncio
async def test_an_unreviewed_experiment_is_asked_about_twice_and_then_left_alone(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        await opened(lived, here)
        await lived.passes(days=60)
        assert len([one for one in lived.paper.to(ANA) if "Tell how it went" in buttons_in(one)]) == 2


@pytest.mark.asyncio
async def test_a_sponsors_monday_tells_what_moved_once_and_keeps_silent_when_nothing_did(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        problem = await framed(lived)
        await lived.presses(ANA, "problem.take", problem, here)
        await opened(lived, here)
        await lived.passes(days=7, hours=3)
        mondays = [one for one in lived.paper.to(SAM) if "Your Monday" in words_of(one)]
        assert len(mondays) == 1
        told = words_of(mondays[0])
        assert (
            QUESTION in str(mondays[0])
            and "1 experiment began" in told
            and "nothing here is for appraisal" in told
        )
        assert not any(one in str(mondays[0]) for one in (ANA, BEN, CARO, DAN))
        await lived.passes(days=35)
        mondays = [one for one in lived.paper.to(SAM) if "Your Monday" in words_of(one)]
        assert len(mondays) == 1


@pytest.mark.asyncio
async def test_after_an_outage_of_five_weeks_one_digest_comes(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        await opened(lived, here, review_on="2026-05-01")
        lived.clock.move_to(lived.clock.now().replace(month=4, day=6, hour=11))
        await opened(lived, here, review_on="2026-05-01")
        await lived.passes(hours=1)
        assert len([one for one in lived.paper.to(SAM) if "Your Monday" in words_of(one)]) == 1


@pytest.mark.asyncio
async def test_a_promise_is_seen_by_the_community_and_asked_about_on_the_next_monday(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        assert "made by a community's sponsor" in words_of(await lived.presses(ANA, "promise.make"))
        assert isinstance((await lived.presses(SAM, "promise.make"))[0], Open)
        await lived.submits(SAM, "promise.made", community=here, words="I answer the budget question")
        assert "I answer the budget question" in str(await lived.types(ANA, "promise"))
        await opened(lived, here)
        await lived.passes(days=7, hours=3)
        monday = lived.paper.to(SAM)[-1]
        action, args = buttons_in(monday)["Kept"]
        assert "Only the one who made" in words_of(await lived.presses(ANA, action, *args))
        await lived.presses(SAM, action, *args)
        assert "1 of 1 promise was kept" in words_of(await lived.types(ANA, "promise"))


@pytest.mark.asyncio
async def test_nothing_of_one_workspace_is_seen_from_another(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        problem = await framed(lived)
        await opened(lived, here)
        other = "slack:T2"
        assert "closed already" in words_of(
            await lived.arrives(ANA, Press("problem.hand", (problem,)), team=other)
        )
        assert QUESTION not in str(await lived.arrives(SAM, Command("problem", CHANNEL), team=other))
        assert "No experiment" in words_of(
            await lived.arrives(ANA, Command("tried buddies", CHANNEL), team=other)
        )


@pytest.mark.asyncio
async def test_what_a_community_asks_for_comes_on_monday_with_buttons_that_are_routed(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        await lived.submits(ANA, "request.new", here, kind="time", what="Two hours a month", amount="2")
        await lived.passes(days=7, hours=3)
        monday = next(one for one in lived.paper.to(SAM) if "Your Monday" in words_of(one))
        assert "asks for: “Two hours a month”" in words_of(monday) and ANA not in str(monday)
        asked = [button for button in buttons_in(monday).values() if button[0].startswith("request.")]
        assert {action for action, _ in asked} == {"request.grant", "request.decline"}
        assert all(args[0] == here for _, args in asked)


def test_every_button_of_these_features_has_a_route() -> None:
    presses = Atlas(FEATURES).presses
    rooms = Path(taking_on.__file__).parent
    files = [
        *(rooms / "clinic").glob("*.py"),
        *(
            rooms / f"{name}.py"
            for name in ("experiment", "tried", "taking_on", "promise", "digest", "moves")
        ),
    ]
    named = {
        name
        for file in files
        for name in re.findall(r'Button\([^"]*?"([a-z_]+[.][a-z_]+)"', file.read_text(encoding="utf-8"))
    }
    assert len(named) > 20 and named <= presses.keys(), named - presses.keys()


@pytest.mark.asyncio
async def test_an_admin_opens_a_problem_to_every_community_and_another_one_takes_it_on(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        await community(lived)
        problem = await framed(lived)
        other, eve = "slack:C2", "slack:U21"
        lived.paper.rosters[other] = (eve,)
        made = await lived.submits(eve, "community.new", other, name="Elsewhere")
        theirs = buttons_in(made)["Tell the channel"][1][0]
        await lived.passes(seconds=5)
        assert QUESTION not in str(await lived.types(eve, "problem", other))
        assert "Only admins" in words_of(await lived.presses(ANA, "problem.open_to_all", problem))
        with is_an_admin(DAN):
            shelf = await lived.types(DAN, "problem")
            action, args = next(one for one in buttons_in(shelf).values() if one[0] == "problem.open_to_all")
            await lived.presses(DAN, action, *args)
        assert QUESTION in str(await lived.types(eve, "problem", other))
        assert "taken it on" in words_of(await lived.presses(eve, "problem.take", problem, theirs))
