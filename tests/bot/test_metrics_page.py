"""What /metrics tells is counted where it happens, and names nobody."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence

import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from adapters.port import Refused
from bot import logs
from bot.logs import ABOUT, About
from bot.web import Outward, application
from facilitation.voice.community import TOLD
from facilitation.words import Command, Letter, Message, Prose
from storage.arrivals import arrivals
from storage.engine import GroupCommit, Store
from tests.contracts.test_postman import write
from tests.harness.house import CHANNEL, TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio

ANA = "slack:U0SECRETANA"


async def seen(lived: Lived, token: str = "", **headers: str) -> tuple[int, str]:
    async with TestClient(TestServer(application(lived.house, Outward(token)))) as web:
        answer = await web.get("/metrics", headers=headers)
        return answer.status, await answer.text()


def value(text: str, name: str, **labels: str) -> float:
    """The one sample of this name that has these labels."""
    (found,) = [
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]
    return found


async def test_arrivals_letters_wakes_and_queues_are_counted(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await lived.arrives(ANA, Command("create Data Circle", CHANNEL, opener="open"), id="one")
        await lived.arrives(ANA, Command("leave", CHANNEL, opener="open"), id="two")
        await lived.arrives(ANA, Command("leave", CHANNEL, opener="open"), id="two")
        letter = Letter("l:1", CHANNEL, Message(TOLD, (Prose((TOLD,)),)), "digest.sponsor")
        lived.paper.plan[CHANNEL].append(Refused("channel_gone", "channel", "It is gone."))
        await write(
            lived, letter, *(Letter(f"n:{n}", "slack:C7", letter.message, "nudge.x") for n in range(4))
        )
        await lived.house.beat()
        status, text = await seen(lived)
    assert status == 200
    assert value(text, "evener_arrivals_total", what="Command", fate="kept", platform="slack") >= 1
    assert value(text, "evener_arrivals_total", what="Command", fate="repeated") == 1
    assert value(text, "evener_arrival_seconds_count", what="Command") >= 1
    assert value(text, "evener_letters_total", family="digest", outcome="refused") == 1
    assert value(text, "evener_letters_total", family="nudge", outcome="delivered") == 2
    assert value(text, "evener_letters_total", family="nudge", outcome="held") == 2
    assert value(text, "evener_letter_seconds_count", platform="slack") >= 3
    assert value(text, "evener_queue", queue="letters", state="waiting") >= 2
    assert value(text, "evener_queue", queue="wakes", state="due") >= 0
    assert value(text, "evener_leaks_total", check="no_advice") >= 0


async def test_no_label_names_a_workspace_or_a_person(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        await lived.types(ANA, "create Data Circle")
        await lived.house.beat()
        _, text = await seen(lived)
    for name in (TEAM.partition(":")[2], ANA.partition(":")[2], CHANNEL.partition(":")[2], "Data Circle"):
        assert f'"{name}"' not in text
        assert f":{name}" not in text


async def test_who_came_through_a_proxy_sees_figures_only_with_the_token(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        assert (await seen(lived, **{"X-Forwarded-For": "203.0.113.9"}))[0] == 404
        assert (await seen(lived, token="t0ken"))[0] == 404
        assert (await seen(lived, token="t0ken", Authorization="Bearer wrong"))[0] == 404
        assert (await seen(lived, token="t0ken", Authorization="Bearer t0ken"))[0] == 200


async def test_a_failed_arrival_is_counted_and_its_line_carries_its_id(sqlite_url: str) -> None:
    stream = io.StringIO()
    async with lived_in(sqlite_url) as lived:
        logs.set_up("debug", stream)
        async with lived.house.store.writing() as connection:
            await connection.run_sync(arrivals.drop)  # nothing can be kept now
        with pytest.raises(Exception, match="arrivals"):
            await lived.arrives(ANA, Command("leave", CHANNEL, opener="open"), id="lost")
        _, text = await seen(lived)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    (failed,) = [line for line in lines if line["event"] == "arrival.failed"]
    assert (failed["arrival"], failed["workspace"]) == ("lost", TEAM)
    assert value(text, "evener_arrivals_total", what="Command", fate="failed") == 1


async def test_what_many_arrivals_share_is_not_logged_under_the_id_of_the_first(sqlite_url: str) -> None:
    bound: list[Mapping[str, str]] = []

    async def carry(_connection: object, items: Sequence[int]) -> list[None]:
        bound.append(ABOUT.get())
        return [None] * len(items)

    store = Store(sqlite_url)
    commit = GroupCommit(store, carry, lambda _item: None)
    with About({"arrival": "first"}):
        await commit.submit(1)
    await store.close()
    assert bound == [{}]
