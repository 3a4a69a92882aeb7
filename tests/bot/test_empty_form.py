"""What a client is answered over HTTP when a form comes back with nothing picked: a sentence beside the field."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from adapters.port import Reader
from adapters.teams.form import draw_form
from facilitation.community import Stage
from facilitation.voice import community as common
from facilitation.voice import stage as say
from facilitation.words import Form, OneOf, Option
from storage.ledger import ledger
from storage.tables import metadata
from tests.adapters.slack.payloads import submission
from tests.harness.doors import SLACK, TEAMS, Doors, bodies, doors, written

pytestmark = pytest.mark.asyncio

ASKED = "Choose the stage that comes closest."


async def made(there: Doors) -> str:
    """The id of the one community there is."""
    async with there.house.store.reading() as connection:
        found = await connection.scalar(select(metadata.tables["communities"].c.community_id))
    assert isinstance(found, str)
    return found


async def confirmed(there: Doors) -> list[str]:
    async with there.house.store.reading() as connection:
        return list(await connection.scalars(select(ledger.c.kind).where(ledger.c.kind == "stage.confirmed")))


def named(block: str, element: dict[str, object]) -> dict[str, object]:
    return {block: {block: element}}


async def test_slack_keeps_the_stages_open_and_says_beside_them_what_is_wanted(sqlite_url: str) -> None:
    async with doors(sqlite_url) as there:
        name = named("name", {"type": "plain_text_input", "value": "Data stewards"})
        assert (await there.throws(SLACK, *written(SLACK, submission(name))))[0] == 200
        form = {"callback_id": "stage.confirm", "private_metadata": json.dumps([[await made(there)], []])}
        blocks = [{"type": "input", "block_id": "stage"}]
        empty = named("stage", {"type": "radio_buttons", "selected_option": None})
        for number, values in enumerate((empty, {})):
            sent = submission(values, blocks=blocks, id=f"V1{number}", **form) | {"trigger_id": f"t{number}"}
            status, text = await there.throws(SLACK, *written(SLACK, sent))
            assert status == 200
            assert json.loads(text) == {"response_action": "errors", "errors": {"stage": ASKED}}
        assert await confirmed(there) == []


async def test_teams_draws_the_stages_again_with_what_is_wanted_above_them(sqlite_url: str) -> None:
    async with doors(sqlite_url) as there:
        dialog = bodies(there.connector.url)[8][1]
        new = {
            "form": "community.new",
            "memo": ["teams:19:x"],
            "kinds": {"name": "one"},
            "field.name": "Data",
        }
        raw = written(TEAMS, dialog | {"value": {"data": new}})
        assert (await there.throws(TEAMS, *raw))[0] == 200
        options = tuple(Option(common.STAGES[one.value], one.value) for one in Stage)
        field = OneOf("stage", common.STAGE_LABEL, options)
        card = draw_form(
            Form("stage.confirm", say.TITLE, say.TITLE, (field,), (await made(there),)), Reader(), {}
        )
        data = card["actions"][0]["data"]
        for number, value in enumerate(({"field.stage": ""}, {})):
            sent = dialog | {"id": f"17000000001{number}", "value": {"data": data | value}}
            status, text = await there.throws(TEAMS, *written(TEAMS, sent))
            assert status == 200
            body = json.loads(text)["task"]["value"]["card"]["content"]["body"]
            told = [run["text"] for one in body for run in one.get("inlines", ())]
            assert told == [ASKED]
            assert [one["id"] for one in body if "id" in one] == ["field.stage"]
        assert await confirmed(there) == []
