"""A mistake of ours over somebody's press is told apart from a forged one, told to them, and written down without them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest

from adapters.port import Malformed
from bot.routes.route import Route, Routes
from facilitation.words import Arrival, Decision, Entry, Given, Press, Wake
from storage.wakes import wake_write
from tests.adapters.slack.payloads import press
from tests.harness.doors import SLACK, doors, written
from tests.harness.house import MONDAY, TEAM, Lived, lived_in
from tests.harness.logged import hear_everything

pytestmark = pytest.mark.asyncio

ANA = "slack:U0ANA"


def slip(arrival: Arrival, _picture: None, _given: Given) -> Decision:
    """A mistake as it is made: the error quotes who and what it was about."""
    return {}[arrival.person + " typed secret words"]  # type: ignore[no-any-return]


def keeps_nul(arrival: Arrival, _picture: None, _given: Given) -> Decision:
    assert isinstance(arrival.what, Press)
    return Decision(entries=(Entry("x", arrival.what.args[0], person=arrival.person),))


def slip_late(due: tuple[str, Wake], _picture: None, _given: Given) -> Decision:
    return {}[due[1].subject]  # type: ignore[no-any-return]


FEATURE = Routes(presses={"slip": Route(slip), "keep": Route(keeps_nul)}, wakes={"slip": Route(slip_late)})


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    heard = io.StringIO()
    hear_everything(heard)
    yield heard


def told(lines: io.StringIO, event: str) -> list[dict[str, str]]:
    every = [json.loads(one) for one in lines.getvalue().splitlines() if one.startswith("{")]
    return [one for one in every if one["event"] == event]


def counted(lived: Lived, fate: str) -> float | None:
    labels = {"platform": "slack", "what": "Press", "fate": fate}
    return lived.house.metrics.registry.get_sample_value("evener_arrivals_total", labels)


async def test_a_mistake_of_ours_over_a_press_counts_as_failed_and_is_logged_by_arrival_and_place(
    sqlite_url: str, lines: io.StringIO
) -> None:
    async with lived_in(sqlite_url, features=[FEATURE]) as lived:
        with pytest.raises(Malformed):
            await lived.arrives(ANA, Press("slip"), id="Ev7")
        assert (counted(lived, "failed"), counted(lived, "unreadable")) == (1, None)
        (line,) = told(lines, "arrival.failed")
        assert line["arrival"] == "Ev7" and line["why"] == "KeyError"
        assert "test_stumbling.py" in line["exception"] and "slip" in line["exception"]
    assert "U0ANA" not in lines.getvalue() and "secret words" not in lines.getvalue()


async def test_what_no_database_takes_was_never_in_a_button_of_ours(
    postgres_url: str, lines: io.StringIO
) -> None:
    async with lived_in(postgres_url, features=[FEATURE]) as lived:
        with pytest.raises(Malformed):
            await lived.arrives(ANA, Press("keep", ("a\0b",)), id="Ev8")
        assert (counted(lived, "failed"), counted(lived, "unreadable")) == (None, 1)
    assert "U0ANA" not in lines.getvalue()


async def test_a_wake_that_fails_is_logged_without_whom_it_was_about(
    any_database: str, lines: io.StringIO
) -> None:
    async with lived_in(any_database, features=[FEATURE]) as lived:
        async with lived.house.store.writing() as connection:
            await connection.execute(*wake_write(Wake(MONDAY, "slip", ANA), TEAM))
        await lived.house.beat()
    (line,) = told(lines, "wake.failed")
    assert (line["kind"], line["workspace"]) == ("slip", TEAM)
    assert "KeyError" in line["exception"]
    assert "U0ANA" not in lines.getvalue()


async def test_whoever_pressed_is_told_that_it_was_on_our_side(sqlite_url: str) -> None:
    async with doors(sqlite_url) as there:
        there.house.atlas.presses["pulse.answer"] = Route(slip)
        body = press() | {"response_url": f"{there.slack.address}/respond"}
        assert (await there.throws(SLACK, *written(SLACK, body)))[0] == 400
        await there.house.platforms["slack"]._desk.drained()  # type: ignore[attr-defined]
        (said,) = there.slack.responses
        assert "something broke on my side, and nothing was kept" in said["text"]
