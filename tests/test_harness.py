"""The ground the other tests stand on: what the outside parts do, as far as Evener relies on it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from playwright.async_api import Page
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.demo.outside import free_port
from bot.demo.playground import CHANNEL, PERSONAL, USERS
from tests.harness.local_slack import LocalSlack, words_of
from tests.harness.schemas import block_faults
from tests.harness.teams_playground import CARD, ME, teams_playground

pytestmark = pytest.mark.asyncio


async def test_each_database_is_empty_and_takes_a_table(any_database: str) -> None:
    engine = create_async_engine(any_database)
    async with engine.begin() as connection:
        await connection.execute(text("create table thing (id integer primary key)"))
        await connection.execute(text("insert into thing (id) values (7)"))
        assert (await connection.execute(text("select id from thing"))).scalar_one() == 7
    await engine.dispose()


FORM = {
    "type": "modal",
    "callback_id": "name_it",
    "title": {"type": "plain_text", "text": "Name it"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "name", "initial_value": "Stewards"},
        }
    ],
}
CARD_BLOCKS = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "One question"}},
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "yes",
                "text": {"type": "plain_text", "text": "Yes"},
                "value": "1",
            }
        ],
    },
]


def _small_bot(slack: LocalSlack) -> tuple[AsyncApp, AsyncSocketModeHandler]:
    app = AsyncApp(client=AsyncWebClient(slack.workspace.bot_token, base_url=slack.api_url))

    @app.command("/community")
    async def ask(ack, command, client) -> None:  # type: ignore[no-untyped-def]
        await ack("kept")
        await client.chat_postMessage(channel=command["user_id"], text="asking", blocks=CARD_BLOCKS)

    @app.action("yes")
    async def yes(ack, body, client) -> None:  # type: ignore[no-untyped-def]
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @app.view("name_it")
    async def named(ack, body, client) -> None:  # type: ignore[no-untyped-def]
        await ack()
        name = body["view"]["state"]["values"]["name"]["name"]["value"]
        await client.chat_postMessage(channel=body["user"]["id"], text=f"It is called {name}")

    return app, AsyncSocketModeHandler(
        app,
        slack.workspace.app_token,
        web_client=AsyncWebClient(slack.workspace.app_token, base_url=slack.api_url),
    )


async def test_a_command_a_press_and_a_form_reach_a_real_bolt_app(slack: LocalSlack) -> None:
    _app, handler = _small_bot(slack)
    await handler.connect_async()
    await slack.connected()
    await slack.command("U01ANA", "pulse")
    card = await slack.hears("U01ANA", "One question")
    await slack.press("U01ANA", card, "Yes")
    await slack.form("Name it")
    await slack.submit("U01ANA")
    said = await slack.hears("U01ANA", "It is called")
    assert words_of(said) == "It is called Stewards"
    assert slack.refusals() == []
    await handler.close_async()
    await asyncio.sleep(0)


async def _recording_bot(heard: list[dict[str, Any]]) -> AsyncIterator[str]:
    """A bot without an SDK: keeps what Teams sends and answers a press with a card."""

    async def messages(request: web.Request) -> web.Response:
        activity = await request.json()
        heard.append(activity)
        card = {
            "type": "AdaptiveCard",
            "version": "1.5",
            "body": [{"type": "TextBlock", "text": "Thank you"}],
        }
        answer = {"statusCode": 200, "type": CARD, "value": card}
        return web.json_response(answer if activity["type"] == "invoke" else {})

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}/api/messages"
    await runner.cleanup()


ASKING = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "text": "One question"}],
    "actions": [{"type": "Action.Execute", "title": "Yes", "verb": "yes", "data": {"a": 1}}],
}


async def test_a_message_a_card_and_a_press_pass_through_the_local_teams(tmp_path: Path) -> None:
    heard: list[dict[str, Any]] = []
    async for address in _recording_bot(heard):
        async with teams_playground(tmp_path, address) as teams, ClientSession() as http:
            await teams.say("help")
            said = await teams.until(
                lambda: [one for one in heard if one["type"] == "message"], "the message"
            )
            sent = {
                "type": "message",
                "conversation": said[0]["conversation"],
                "attachments": [_attached(ASKING)],
            }
            await http.post(f"{said[0]['serviceUrl']}/v3/conversations/{PERSONAL}/activities", json=sent)
            card = await teams.hears(ME, "One question")
            answer = await teams.execute(card, "Yes", {"note": "typed"})
            assert answer["value"]["body"][0]["text"] == "Thank you"
            assert heard[-1]["value"]["action"]["data"] == {"a": 1, "note": "typed"}


async def test_anybody_in_the_local_teams_can_react_although_its_page_is_one_person(tmp_path: Path) -> None:
    heard: list[dict[str, Any]] = []
    async for address in _recording_bot(heard):
        async with teams_playground(tmp_path, address) as teams:
            liked = {"reactionsAdded": [{"type": "like"}], "replyToId": "1"}
            answer = await teams.activity(USERS[1].id, "messageReaction", CHANNEL, **liked)
            assert answer["statusCode"] == 200
            assert heard[-1]["from"]["name"] == "Ben Okafor"


def _attached(card: dict[str, Any]) -> dict[str, Any]:
    return {"contentType": CARD, "content": card}


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere 127.0.0.2 is nobody's address without being set up"
)
async def test_the_local_teams_is_heard_on_this_machine_alone(tmp_path: Path) -> None:
    """A program that listens on every interface answers on any loopback address; this one on one."""
    async with teams_playground(tmp_path, "http://127.0.0.1:9/api/messages") as teams:
        port = int(teams.address.rsplit(":", 1)[1])
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.2", port)


async def test_slacks_own_types_refuse_a_button_without_text() -> None:
    bad = {"type": "actions", "elements": [{"type": "button", "action_id": "yes"}]}
    assert block_faults(CARD_BLOCKS) == []
    assert block_faults([bad])


async def test_a_page_is_seen_in_a_real_browser(slack: LocalSlack, browser_page: Page) -> None:
    await browser_page.goto(slack.address)
    await browser_page.get_by_text("data-stewards").first.wait_for()
    assert await browser_page.get_by_label("Act as").locator("option").count() == 7
