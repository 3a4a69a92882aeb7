"""Other programs read what was published, with a token of one workspace, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import schemathesis
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, Phase, given, settings

from bot.api import figure, written_token
from bot.api_shapes import SCOPES
from bot.clock import given as given_now
from bot.keeping import keep
from bot.web import Outward, application
from facilitation.community import Community, CommunityCreated
from facilitation.practice import Practice, PracticeKept
from facilitation.pulse.wave import Figure, Published, Wave
from facilitation.story.facts import Story, StoryKept
from facilitation.words import Change, Decision
from storage.api_token import ApiToken, add_token, load_tokens, revoke_token
from tests.harness.house import CHANNEL, MONDAY, TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio

OTHER = "slack:T2"
DATA = Community("c1", TEAM, "Data Circle", "to learn", created_at=MONDAY, channels=(CHANNEL,))


@dataclass
class Reading:
    lived: Lived
    web: TestClient  # type: ignore[type-arg]

    async def token(self, *scopes: str, workspace: str = TEAM, **more: Any) -> str:
        made = ApiToken(
            workspace, f"t{len(scopes)}{workspace[-1]}", "test", frozenset(scopes), MONDAY, **more
        )
        async with self.lived.house.store.writing() as connection:
            await add_token(connection, made, "s3cret")
        return written_token(workspace, made.id, "s3cret")

    async def get(self, path: str, token: str = "") -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = await self.web.get(f"/api/v1/{path}", headers=headers)
        return answer.status, await answer.json()

    async def keeps(self, *changes: Change, workspace: str = TEAM) -> None:
        async with self.lived.house.store.writing() as connection:
            now = given_now(self.lived.clock, self.lived.house.chance)
            await keep(connection, [(workspace, Decision(changes=changes))], now)


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reading]:
    """A house with a community, a shown and an untold story, and two practices, and somebody who reads."""
    story = Story(
        "s1", "c1", "slack:U1", MONDAY, "published", ("We began small.", "", ""), published_at=MONDAY
    )
    untold = replace(story, id="s2", state="telling", published_at=None)
    kept = Practice("p1", "c1", "slack:U1", "a meeting drags", "we stand up", at=MONDAY)
    async with lived_in(url) as lived, TestClient(TestServer(application(lived.house, Outward()))) as web:
        there = Reading(lived, web)
        await there.keeps(CommunityCreated(DATA))
        await there.keeps(
            StoryKept(story),
            StoryKept(untold),
            PracticeKept(kept),
            PracticeKept(replace(kept, id="p2", state="asked")),
        )
        await there.keeps(CommunityCreated(replace(DATA, id="c2", workspace=OTHER)), workspace=OTHER)
        yield there


async def test_a_token_reads_what_its_scopes_say_and_only_what_was_shown(any_database: str) -> None:
    async with reading(any_database) as there:
        token = await there.token("stories", "practices", "figures")
        status, communities = await there.get("communities", token)
        assert (status, [one["name"] for one in communities["items"]]) == (200, ["Data Circle"])
        _, stories = await there.get("communities/c1/stories", token)
        assert [(one["id"], one["words"]) for one in stories["items"]] == [("s1", ["We began small."])]
        assert "slack:U1" not in str(stories)
        _, practices = await there.get("communities/c1/practices", token)
        assert [one["id"] for one in practices["items"]] == ["p1"]
        assert await there.get("communities/c1/figures", token) == (200, {"items": [], "next": None})
        (known,) = [one async for one in aiter_tokens(there)]
        assert known.used_on == MONDAY.date()


async def aiter_tokens(there: Reading) -> AsyncIterator[ApiToken]:
    async with there.lived.house.store.reading() as connection:
        for one in await load_tokens(connection, TEAM):
            yield one


async def test_without_a_token_that_holds_nothing_is_said(any_database: str) -> None:
    async with reading(any_database) as there:
        token = await there.token("stories", expires_at=MONDAY + timedelta(days=1))
        for wrong in (
            "",
            "x",
            token[:-1],
            token + "x",
            written_token(OTHER, "t11", "s3cret"),
            "evn_.",
            "evn_é.a.b",
        ):
            assert (await there.get("communities", wrong))[0] == 401
        assert (await there.get("communities/c1/stories", token))[0] == 200
        assert (await there.get("communities/c1/figures", token))[0] == 403
        there.lived.clock.move_to(MONDAY + timedelta(days=1))
        assert (await there.get("communities", token))[0] == 401


async def test_a_revoked_token_is_worth_nothing_at_once(any_database: str) -> None:
    async with reading(any_database) as there:
        token = await there.token("stories")
        async with there.lived.house.store.writing() as connection:
            assert await revoke_token(connection, TEAM, "t11")
            assert not await revoke_token(connection, TEAM, "t11")
        assert (await there.get("communities", token))[0] == 401


async def test_a_token_of_one_workspace_sees_nothing_of_another(any_database: str) -> None:
    async with reading(any_database) as there:
        token = await there.token(*SCOPES, workspace=OTHER)
        assert [one["id"] for one in (await there.get("communities", token))[1]["items"]] == ["c2"]
        for what in SCOPES:
            assert (await there.get(f"communities/c1/{what}", token))[0] == 404


async def test_who_asks_too_often_is_told_when_to_come_again(sqlite_url: str) -> None:
    async with reading(sqlite_url) as there:
        token = await there.token("stories")
        statuses = [(await there.get("communities", token))[0] for _ in range(52)]
        assert statuses == [200] * 50 + [429] * 2
        there.lived.clock.move_to(MONDAY + timedelta(seconds=1))
        assert (await there.get("communities", token))[0] == 200


async def test_everything_it_answers_is_as_described(sqlite_url: str) -> None:
    async with reading(sqlite_url) as there:
        tokens = [await there.token(*SCOPES), await there.token("stories")]
        address = str(there.web.make_url("")).rstrip("/")
        tick = partial(
            there.lived.clock.move_to,
        )
        await asyncio.to_thread(
            judge, address, tokens, lambda: tick(there.lived.clock.now() + timedelta(seconds=1))
        )


def judge(address: str, tokens: list[str], wait: Any) -> None:
    """schemathesis asks every operation in many ways, and holds each answer to the description."""
    schema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 4
    for operation in operations:

        @settings(max_examples=15, deadline=None, database=None, derandomize=True,
                  suppress_health_check=list(HealthCheck), phases=[Phase.generate])  # fmt: skip
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            for token in tokens:
                wait()
                case.call_and_validate(headers={"Authorization": f"Bearer {token}"})

        holds()


async def test_a_figure_is_told_on_its_own_scale() -> None:
    def told(measure: str, counts: tuple[int, ...]) -> tuple[str, float]:
        day = datetime(2026, 3, 2, tzinfo=UTC)
        wave = Wave("w", "c1", "C", 0, (measure,), (0,), "u", day, day, round=int(measure == "GR"))
        shape = figure(Published(wave, Figure("f", "c1", "w", measure, day.date(), counts, 12)))
        return shape.scale, shape.value

    assert told("ID", (0, 1, 2, 4, 1)) == ("agreement", 3.5)
    assert told("VC", (2, 6)) == ("yes_no", 0.75)
    assert told("GR", (0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0)) == ("rating", 5.0)
