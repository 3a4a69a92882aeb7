"""The ground the other tests stand on: what the outside parts do, as far as Evener relies on it."""

from __future__ import annotations

import asyncio

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.harness.local_slack import LocalSlack, words_of

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
CARD = [
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
        await client.chat_postMessage(channel=command["user_id"], text="asking", blocks=CARD)

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
