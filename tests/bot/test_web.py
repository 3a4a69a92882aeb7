"""Health and readiness tell the truth, and nothing of the inside goes out."""

from __future__ import annotations

import io
import json

import pytest
import structlog
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text

from bot import logs
from bot.clock import Chance, Clock
from bot.house import House
from bot.routes import FEATURES
from bot.web import application
from storage.engine import Store
from tests.harness.house import lived_in

pytestmark = pytest.mark.asyncio


async def test_ready_means_that_the_database_answers(sqlite_url: str) -> None:
    async with (
        lived_in(sqlite_url, migrated=True) as lived,
        TestClient(TestServer(application(lived.house))) as web,
    ):
        assert (await web.get("/healthz")).status == 200
        ready = await web.get("/readyz")
        assert ready.status == 200
        assert await ready.json() == {"serving": True, "database": True, "migrated": True, "slack": True}
        assert ready.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_house_whose_tables_are_older_or_that_is_closing_is_not_ready(any_database: str) -> None:
    async with (
        lived_in(any_database, migrated=True) as lived,
        TestClient(TestServer(application(lived.house))) as web,
    ):
        assert await revision_is(lived.house.store, "0001", web) == (503, False)
        assert await revision_is(lived.house.store, "9999", web) == (200, True)  # a newer version migrated
        lived.house.closing = True
        assert (await web.get("/readyz")).status == 503


async def revision_is(store: Store, revision: str, web: TestClient) -> tuple[int, bool]:  # type: ignore[type-arg]
    async with store.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :one"), {"one": revision})
    answer = await web.get("/readyz")
    return answer.status, (await answer.json())["migrated"]


async def test_a_lost_database_is_not_ready_but_alive() -> None:
    nowhere = Store("postgresql://nobody@127.0.0.1:9/none")
    house = House(nowhere, Clock(), Chance(), FEATURES)
    async with TestClient(TestServer(application(house))) as web:
        ready = await web.get("/readyz")
        assert ready.status == 503
        assert (await ready.json())["database"] is False
        assert (await web.get("/healthz")).status == 200
    await nowhere.close()


async def test_secrets_are_blotted_out_of_every_line() -> None:
    stream = io.StringIO()
    logs.set_up("info", stream)
    structlog.get_logger("test").info("said", token="xoxb-12-very-secret", also="Bearer xapp-1-very-secret")
    line = json.loads(stream.getvalue())
    assert "very-secret" not in stream.getvalue()
    assert line["event"] == "said"
    assert line["level"] == "info"
