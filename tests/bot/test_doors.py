"""Whatever is thrown at the two doors: no 500, nothing of our insides, and what is good is kept."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import hardening
from bot.pace import Rate
from storage.arrivals import arrivals, kept_as
from tests.adapters.slack.payloads import command, event, message
from tests.harness.doors import (
    MOST_BYTES,
    SLACK,
    TEAMS,
    Doors,
    bodies,
    collected,
    doors,
    pelt,
    written,
)

pytestmark = pytest.mark.asyncio


async def kept_goods(there: Doors, numbers: Iterable[int]) -> int:
    """How many of the good ones with these numbers are kept."""
    async with there.house.store.reading() as connection:
        names = [kept_as(connection, "slack:T01", there.good_id(one)) for one in numbers]
        return int(await connection.scalar(select(func.count()).where(arrivals.c.arrival_id.in_(names))) or 0)


async def test_hundreds_of_bad_bodies_at_both_doors_bring_no_500_and_lose_nothing(sqlite_url: str) -> None:
    async with doors(sqlite_url) as there:
        thrown = await asyncio.to_thread(collected, there, 12)
        assert len(thrown) > 200
        for number in range(10, 15):
            assert await there.good(number) == 200
            assert await pelt(there, thrown[number * 20 : number * 20 + 50]) == []
        assert await kept_goods(there, range(10, 15)) == 5
        assert {status // 100 for status in there.statuses} >= {2, 4}


@pytest.mark.parametrize("door", [SLACK, TEAMS])
async def test_who_is_not_proven_gets_nothing_but_a_short_no(sqlite_url: str, door: str) -> None:
    async with doors(sqlite_url) as there:
        status, text = await there.throws(door, b"{}", "application/json", proven=False)
    assert (status, len(text) < 100) == (401, True)


@pytest.mark.parametrize("door", [SLACK, TEAMS])
async def test_a_body_beyond_the_bound_is_refused_also_when_it_comes_packed(
    sqlite_url: str, door: str
) -> None:
    huge = json.dumps({"text": "x" * (2 * MOST_BYTES)}).encode()
    async with doors(sqlite_url) as there:
        assert (await there.throws(door, huge, "application/json"))[0] == 413
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        url = there.server.make_url(door)
        async with there.http.post(url, data=gzip.compress(huge), headers=headers) as answer:
            assert answer.status == 413


async def test_a_body_that_never_ends_is_let_go(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardening, "BODY_SECONDS", 0.05)
    async with doors(sqlite_url) as there:
        reader, writer = await asyncio.open_connection("127.0.0.1", there.server.port)
        writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert b"408" in await reader.readline()
        writer.close()


async def test_every_answer_carries_its_headers_and_says_nothing_of_what_runs_here(sqlite_url: str) -> None:
    async with doors(sqlite_url) as there:
        for path, status in (("/healthz", 200), ("/nowhere", 404), (SLACK, 405)):
            async with there.http.get(there.server.make_url(path)) as answer:
                assert answer.status == status
                assert answer.headers["Server"] == "evener"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Cache-Control"] == "no-store"
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


async def test_what_breaks_inside_is_a_word_outside(sqlite_url: str) -> None:
    async with doors(sqlite_url) as there:
        raw, kind = written(TEAMS, bodies(there.connector.url)[5][1] | {"text": "leave"})
        async with there.house.store.writing() as connection:
            await connection.run_sync(arrivals.drop)
        status, text = await there.throws(TEAMS, raw, kind)
    assert (status, json.loads(text)) == (500, {"error": "broken"})


async def test_a_workspace_that_floods_is_told_to_come_again_and_no_other_is(sqlite_url: str) -> None:
    async with doors(sqlite_url, limit=Rate(timedelta(seconds=1), 3)) as there:
        said = [event(message(ts=f"17724420{n:02}.000100")) for n in range(5)]
        got = [(await there.throws(SLACK, *written(SLACK, one)))[0] for one in said]
        assert got == [200, 200, 200, 429, 429]  # not acknowledged: Slack brings them again
        other = event(message(ts="1772442099.000100"), team_id="T02", authorizations=[{"team_id": "T02"}])
        assert (await there.throws(SLACK, *written(SLACK, other)))[0] == 200
        told = await there.throws(SLACK, *written(SLACK, command("leave")))
        assert told[0] == 200 and "once more in a minute" in told[1]
        there.house.clock.move_to(there.house.clock.now() + timedelta(seconds=2))
        assert (await there.throws(SLACK, *written(SLACK, said[4])))[0] == 200
