"""A member makes a community in the local client, others come and go, and nothing anybody types rings anyone."""

from __future__ import annotations

import pytest

from tests.harness.local_slack import words_of
from tests.walks.conftest import Walk

pytestmark = pytest.mark.asyncio

ANA, BEN, GENERAL = "U01ANA", "U02BEN", "C01GEN"


def rings(drawn: object) -> bool:
    """Whether anything in here would be read as markup: plain_text never is."""
    if isinstance(drawn, dict):
        if drawn.get("type") == "mrkdwn":
            return any(sign in drawn["text"] for sign in ("<!channel>", "<@U02BEN>", "*x*"))
        return any(rings(one) for one in drawn.values())
    return isinstance(drawn, list) and any(rings(one) for one in drawn)


async def test_from_the_first_command_to_a_charter_that_rings_nobody(walk: Walk) -> None:
    slack = walk.slack
    await slack.command(ANA, "halp")
    await slack.sees(GENERAL, "/community help")
    await slack.command(ANA, "new")
    await slack.form("New community")
    hostile = "<!channel> <@U02BEN> *x* & `y`"
    await slack.submit(ANA, {"Name": "Data stewards", "Purpose": hostile})
    told = await slack.sees(GENERAL, "is a community now")
    await walk.passes(minutes=1)
    await slack.press(ANA, told, "Tell the channel")
    await walk.passes(minutes=1)
    hello = await slack.sees(GENERAL, "convened by")
    assert hostile in words_of(hello)
    assert not rings(hello)
    await slack.command(BEN, "charter")
    charter = await slack.sees(GENERAL, "Shared values")
    assert hostile in words_of(charter)
    assert not rings(charter)
    assert slack.refusals() == []


async def test_everybody_in_the_channel_is_in_and_home_says_so(walk: Walk) -> None:
    slack = walk.slack
    await slack.command(ANA, "new")
    await slack.form()
    await slack.submit(ANA, {"Name": "Stewards"})
    await slack.sees(GENERAL, "is a community now")
    await walk.passes(minutes=5)
    home = await slack.open_home(BEN)
    assert "Stewards" in words_of(home)
    assert "7 people" in words_of(home)
    await slack.press_home(BEN, "Quiet for a week")
    await slack.until(lambda: "until" in words_of(slack._homes[BEN]), "the quiet to show on Home")
    await slack.command(BEN, "leave")
    await slack.sees(GENERAL, "You are out of")
    assert "no community yet" in words_of(await slack.open_home(BEN))
