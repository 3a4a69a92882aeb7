"""In the demo the local page behaves as Slack's own does: forms keep what they were opened with, people can be picked."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo.mending import for_the_bot, for_the_page, option
from bot.demo.wire import mended
from tests.harness.local_slack import LocalSlack, words_of

PEOPLE = (option("U01ANA", "Ana Sousa"), option("U02BEN", "Ben Okafor"))


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def field(name: str, element: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name),
        "element": {"action_id": name, **element},
    }


FORM = {
    "type": "modal",
    "callback_id": "all",
    "title": plain("All kinds"),
    "submit": plain("Save"),
    "blocks": [
        field("name", {"type": "plain_text_input", "initial_value": "Stewards"}),
        field("sponsor", {"type": "users_select", "initial_user": "U02BEN"}),
        field("guest", {"type": "users_select"}),
        field(
            "how",
            {"type": "radio_buttons", "options": [option("a", "A")], "initial_option": option("a", "A")},
        ),
        field("who", {"type": "multi_users_select", "initial_users": ["U01ANA"]}),
        field("day", {"type": "datepicker", "initial_date": "2026-11-30"}),
    ],
}


def _submitted(values: dict[str, Any]) -> dict[str, Any]:
    view = {**for_the_page(FORM, PEOPLE, ()), "state": {"values": values}}
    payload: dict[str, Any] = for_the_bot({"type": "view_submission", "view": view})
    return {name: answer[name] for name, answer in payload["view"]["state"]["values"].items()}


def test_a_form_sent_back_untouched_says_what_it_was_opened_with() -> None:
    kinds = {
        block["block_id"]: block["element"]["type"] for block in for_the_page(FORM, PEOPLE, ())["blocks"]
    }
    untouched = {name: {name: {"type": kind, "selected_option": None}} for name, kind in kinds.items()}
    assert _submitted(untouched) == {
        "name": {"type": "plain_text_input", "value": "Stewards"},
        "sponsor": {"type": "users_select", "selected_user": "U02BEN"},
        "guest": {"type": "users_select", "selected_user": None},
        "how": {"type": "radio_buttons", "selected_option": option("a", "A")},
        "who": {"type": "multi_users_select", "selected_users": ["U01ANA"]},
        "day": {"type": "datepicker", "selected_date": "2026-11-30"},
    }


def test_a_picked_person_comes_back_as_slack_would_say_it() -> None:
    menu = for_the_page(FORM, PEOPLE, ())["blocks"][1]["element"]
    picked = {"type": "static_select", "selected_option": menu["options"][0]}
    assert _submitted({"sponsor": {"sponsor": picked}})["sponsor"] == {
        "type": "users_select",
        "selected_user": "U01ANA",
    }


def test_a_field_that_was_emptied_stays_empty() -> None:
    assert _submitted({"name": {"name": {"type": "plain_text_input", "value": ""}}})["name"]["value"] == ""


def test_escaped_words_are_readable_and_still_ring_nobody() -> None:
    text = {"type": "mrkdwn", "text": "R&amp;D &lt;!channel&gt; <!date^0^{date}|1 January>"}
    shown = for_the_page(text, (), ())["text"]
    assert shown.startswith("R&D <") and "<!channel>" not in shown and shown.endswith("1 January")


# --- with the real client, a real bolt app and a real browser ------------------------------------------------------


@pytest_asyncio.fixture
async def told(slack: LocalSlack) -> AsyncIterator[list[dict[str, Any]]]:
    """A bolt app behind the mending that opens the form on a command and keeps what comes back."""
    heard: list[dict[str, Any]] = []
    async with mended(slack.workspace, slack.address) as address:
        api = f"{address}/api/"
        app = AsyncApp(client=AsyncWebClient(slack.workspace.bot_token, base_url=api))

        @app.command("/community")
        async def ask(ack, command, client) -> None:  # type: ignore[no-untyped-def]
            await client.views_open(trigger_id=command["trigger_id"], view=FORM)
            await ack()

        @app.view("all")
        async def keep(ack, body, client) -> None:  # type: ignore[no-untyped-def]
            heard.append(body["view"]["state"]["values"])
            await ack()
            text = json.dumps(heard[-1]["sponsor"]).replace("&", "&amp;")
            await client.chat_postMessage(channel=body["user"]["id"], text=text)

        web_client = AsyncWebClient(slack.workspace.app_token, base_url=api)
        handler = AsyncSocketModeHandler(app, slack.workspace.app_token, web_client=web_client)
        await handler.connect_async()
        await slack.connected()
        yield heard
        await handler.close_async()


@pytest.mark.asyncio
async def test_somebody_at_the_page_picks_a_person_and_leaves_the_rest(
    slack: LocalSlack, told: list[dict[str, Any]], browser_page: Page, tmp_path: Path
) -> None:
    await browser_page.goto(slack.address)
    await slack.command("U01ANA", "new")
    form = browser_page.locator(".modal")
    await form.get_by_role("combobox").nth(1).select_option(label="Chika Mori")
    await form.get_by_role("button", name="Save").click()
    said = await slack.hears("U01ANA", "selected_user")
    assert '"selected_user": "U02BEN"' in words_of(said)
    assert told[0]["guest"]["guest"]["selected_user"] == "U03CHI"
    assert told[0]["name"]["name"]["value"] == "Stewards"
