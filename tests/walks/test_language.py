"""One of twelve people reads German: settings, a pulse answered, its results and Home, while everybody else reads English.

``EVENER_LANGUAGE_PICTURES=docs/pictures`` keeps what is seen on the way.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import StillClock
from bot.demo.run import house_in
from bot.demo.wire import mended
from tests.harness.house import MONDAY
from tests.harness.local_slack import local_slack, words_of
from tests.walks.camera import camera_at
from tests.walks.test_pulse import ANA, BEN, CHANNEL, FOLK, WORKSPACE, Walk, starts

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("pulse-walk")]

PICTURES = "EVENER_LANGUAGE_PICTURES"
LEA = FOLK[11].id
IN_ENGLISH = tuple(one.id for one in FOLK[:6])


async def test_a_person_who_chose_german_reads_german_and_nobody_else_does(tmp_path: Path) -> None:
    async with (
        local_slack(tmp_path / "slack", WORKSPACE) as slack,
        camera_at(slack.address, "german", PICTURES) as camera,
    ):
        clock = StillClock(MONDAY)
        async with (
            mended(WORKSPACE, slack.address) as api,
            house_in(tmp_path, api, clock, beating=False, town=WORKSPACE) as house,
        ):
            walk = Walk(slack, house, clock, camera)
            await slack.command(ANA, "new", CHANNEL)
            await slack.form("New community")
            await slack.submit(ANA, {"Name": "Data stewards"})
            await slack.sees(CHANNEL, "is a community now")
            await walk.skip("1h")
            await chooses_german(walk)
            await answers_in_german(walk)
            await reads_results_and_home_in_german(walk)
            assert slack.refusals() == []


async def chooses_german(walk: Walk) -> None:
    await walk.slack.command(LEA, "settings", CHANNEL)
    await walk.slack.press(LEA, await walk.shown(LEA, "Your settings"), "Change")
    await walk.slack.form("Your settings")
    await walk.slack.submit(LEA, {"Language": "Deutsch"})
    await walk.shown(LEA, "Deine Einstellungen sind gespeichert und gelten ab jetzt.")
    await walk.slack.command(LEA, "help", CHANNEL)
    await walk.shown(LEA, "die Antworten sind eure")


async def answers_in_german(walk: Walk) -> None:
    """The same wave: German buttons for one, English ones for the rest; dates as each language writes them."""
    await starts(walk)
    card = await walk.slack.hears(LEA, "1 von 2")
    assert "Vertraulich: Antworten sind von Namen getrennt" in words_of(card)
    await walk.camera.keep("Lea Roux", "Lea Roux", "1 von 2", "card")
    await walk.slack.press(LEA, card, "Stimme zu")
    await walk.slack.press(LEA, await walk.slack.hears(LEA, "2 von 2"), "Teils, teils")
    done = words_of(await walk.slack.hears(LEA, "Danke, es ist notiert. Ändern geht bis"))
    assert "März" in done
    await walk.camera.keep("Lea Roux", "Lea Roux", "Danke, es ist notiert", "thanks")
    for person in IN_ENGLISH:
        await walk.slack.press(person, await walk.slack.hears(person, "1 of 2"), "Agree")
        await walk.slack.press(person, await walk.slack.hears(person, "2 of 2"), "Agree")
        await walk.slack.hears(person, "Thank you. Kept")


async def reads_results_and_home_in_german(walk: Walk) -> None:
    await walk.skip("8d")
    told = words_of(await walk.slack.hears(LEA, "Du hast geantwortet, darum kommt das zuerst zu dir."))
    assert "5 bis 9 Menschen haben geantwortet" in told and "Hier zum ersten Mal gefragt." in told
    assert "von 5, wohl zwischen" in told and "likely" not in told
    await walk.camera.keep("Lea Roux", "Lea Roux", "Du hast geantwortet", "results")
    assert "You answered, so this comes to you first" in words_of(
        await walk.slack.hears(BEN, "You answered, so this comes")
    )
    home = words_of(await walk.slack.open_home(LEA))
    assert "Deine Communities" in home and "Data stewards, 12 Personen" in home.replace("*", "")
