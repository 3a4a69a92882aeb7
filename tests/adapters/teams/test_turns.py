"""What we believe about answering Teams: the shapes it draws, who sees what, and nothing lost. Over real HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from adapters.port import Reader
from adapters.teams.form import draw_form
from facilitation.voice import plain
from facilitation.words import (
    Command,
    Heading,
    Home,
    Installed,
    Joined,
    Message,
    Open,
    Opened,
    Press,
    Prose,
    Quote,
    Reask,
    Redraw,
    Removed,
    Said,
    Submission,
    Tell,
)
from tests.adapters.teams.cloud import (
    ANA,
    ANA_29,
    CHANNEL,
    TEAM,
    TENANT,
    WORKSPACE,
    Call,
    Cloud,
    cloud,
    refuse,
)
from tests.adapters.teams.judges import library_faults, schema_faults
from tests.adapters.teams.sentences import SURE, TITLE, every_field, everything

pytestmark = pytest.mark.asyncio

Json = Any
MESSAGE = Message(TITLE, (Heading(TITLE), Prose((SURE,))))
PRESS = {
    "action": {"type": "Action.Execute", "verb": "test.yes", "data": {"args": ["1"]}},
    "trigger": "manual",
}
CARD_TYPE = "application/vnd.microsoft.card.adaptive"


def card_in(call: Call) -> Json:
    (attachment,) = call.body["attachments"]
    return attachment["content"]


def sent_form(inline: bool = False, **more: Any) -> Json:
    from_card = draw_form(every_field(), Reader(), {}, inline)["actions"][0]["data"]
    return from_card | {"field.name": "Stewards"} | more


async def posted(sky: Cloud, count: int = 1) -> list[Call]:
    return await sky.connector.until(lambda: len(sky.connector.posts()) >= count and sky.connector.posts())


# --- commands --------------------------------------------------------------------------------------------------


async def test_a_command_in_a_personal_chat_is_answered_there() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(MESSAGE),)
        assert await sky.deliver(sky.activity(text="status")) == (200, "")
        (call,) = await posted(sky)
        assert call.path == "/v3/conversations/a:chat/activities"
        assert call.headers["Authorization"] == "Bearer ours"
        assert schema_faults(card_in(call)) == []
        assert sky.house.arrived[0].what == Command(
            "status", f"teams:with:{ANA}", private=True, opener="card"
        )
        assert (sky.house.arrived[0].language, sky.house.arrived[0].zone) == ("pt-PT", "Europe/Lisbon")


async def test_a_command_in_a_channel_is_answered_to_that_person_alone() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(MESSAGE),)
        slash = sky.activity(personal=False, text="status", recipient={"id": "28:x", "isTargeted": True})
        await sky.deliver(slash)
        (call,) = await posted(sky)
        assert call.path == f"/v3/conversations/{CHANNEL}/activities"
        assert call.query == {"isTargetedActivity": "true"}
        assert call.body["recipient"] == {"id": ANA_29, "isTargeted": True}


async def test_where_teams_cannot_target_the_answer_goes_to_the_personal_chat_and_never_in_public() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(MESSAGE),)
        sky.connector.says.append(refuse(400, "BadArgument", path=CHANNEL))
        await sky.deliver(
            sky.activity(personal=False, text="status", recipient={"id": "28:x", "isTargeted": True})
        )
        first, second = await posted(sky, 2)
        assert first.query == {"isTargetedActivity": "true"}
        assert second.path == f"/v3/conversations/a:{ANA_29}/activities"


async def test_a_form_asked_for_by_a_command_stands_in_the_chat() -> None:
    async with cloud() as sky:
        sky.house.replies = (Open(every_field()),)
        await sky.deliver(sky.activity(text="new"))
        (call,) = await posted(sky)
        assert card_in(call)["actions"][0]["type"] == "Action.Execute"
        assert schema_faults(card_in(call)) == []


async def test_home_is_a_personal_card() -> None:
    async with cloud() as sky:
        sky.house.replies = (Home(everything()),)
        await sky.deliver(sky.activity(text="home"))
        (call,) = await posted(sky)
        assert sky.house.arrived[0].what == Opened()
        assert library_faults([card_in(call)]) == [[]]


async def test_a_very_long_answer_comes_in_parts() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(Message(TITLE, (Quote("word " * 40_000),))),)
        await sky.deliver(sky.activity(text="status"))
        await sky.teams.stop()
        calls = sky.connector.posts()
        said = "".join(
            run["text"]
            for call in calls
            for element in card_in(call)["body"]
            if element["type"] == "Container"
            for block in element["items"]
            for run in block["inlines"]
        )
        assert said == "word " * 40_000


# --- presses ---------------------------------------------------------------------------------------------------


async def test_a_pressed_card_is_drawn_anew_in_the_answer_and_for_everybody() -> None:
    async with cloud() as sky:
        sky.house.replies = (Redraw(MESSAGE),)
        status, body = await sky.deliver(sky.invoke("adaptiveCard/action", PRESS, personal=False))
        assert (status, body["statusCode"], body["type"]) == (200, 200, CARD_TYPE)
        assert schema_faults(body["value"]) == []
        (call,) = await sky.connector.until(
            lambda: [one for one in sky.connector.calls if one.method == "PUT"]
        )
        assert call.path == f"/v3/conversations/{CHANNEL}/activities/1700000000000"
        assert card_in(call) == body["value"]
        assert sky.house.arrived[0].what.args == ("1",)


async def test_a_press_on_a_card_for_one_person_alone_changes_that_card_alone() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(everything()),)
        await sky.deliver(
            sky.activity(personal=False, text="status", recipient={"id": "28:x", "isTargeted": True})
        )
        (aside,) = await posted(sky)
        buttons = [one for element in card_in(aside)["body"] for one in element.get("actions", ())]
        pressed = next(one for one in buttons if one["type"] == "Action.Execute")
        sky.house.replies = (Redraw(MESSAGE),)
        value = {"action": pressed, "trigger": "manual"}
        await sky.deliver(sky.invoke("adaptiveCard/action", value, personal=False))
        (call,) = await sky.connector.until(
            lambda: [one for one in sky.connector.calls if one.method == "PUT"]
        )
        assert call.query == {"isTargetedActivity": "true"}
        assert call.body["recipient"]["id"] == ANA_29


async def test_a_word_to_the_one_who_pressed_comes_as_a_message_and_the_card_stays() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(MESSAGE),)
        status, body = await sky.deliver(sky.invoke("adaptiveCard/action", PRESS))
        assert (status, body) == (
            200,
            {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""},
        )
        assert len(await posted(sky)) == 1
        assert [one for one in sky.connector.calls if one.method == "PUT"] == []


async def test_a_press_with_nothing_to_say_is_answered_all_the_same() -> None:
    async with cloud() as sky:
        status, body = await sky.deliver(sky.invoke("adaptiveCard/action", PRESS))
        assert (status, body["value"]) == (200, "Done")


async def test_who_only_looks_hears_nothing_and_the_card_stays_or_is_drawn_anew() -> None:
    async with cloud() as sky:
        look = {**PRESS, "trigger": "automatic"}
        sky.house.replies = (Tell(MESSAGE),)
        status, body = await sky.deliver(sky.invoke("adaptiveCard/action", look))
        assert (status, body["value"]) == (200, "")
        sky.house.replies = (Redraw(MESSAGE),)
        status, body = await sky.deliver(sky.invoke("adaptiveCard/action", look))
        assert (status, body["type"]) == (200, CARD_TYPE)
        await sky.teams.stop()
        assert [one for one in sky.connector.calls if one.method in ("POST", "PUT")] == []


async def test_the_buttons_of_what_a_dialog_says_come_back_as_a_dialogs_do() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(everything()),)
        _, body = await sky.deliver(sky.invoke("task/submit", {"data": sent_form()}))
        said = str(body["task"]["value"]["card"]["content"])
        assert "Action.Submit" in said
        assert "Action.Execute" not in said


async def test_a_press_that_comes_as_a_message_changes_its_card() -> None:
    async with cloud() as sky:
        sky.house.replies = (Redraw(MESSAGE),)
        activity = sky.activity(value={"action": "test.yes", "args": ["1"]}, replyToId="1700000000000")
        assert await sky.deliver(activity) == (200, "")
        await sky.connector.until(lambda: [one for one in sky.connector.calls if one.method == "PUT"])
        assert isinstance(sky.house.arrived[0].what, Press)


# --- dialogs ---------------------------------------------------------------------------------------------------


async def test_a_button_opens_a_dialog() -> None:
    async with cloud() as sky:
        sky.house.replies = (Open(every_field()),)
        status, body = await sky.deliver(sky.invoke("task/fetch", {"data": {"action": "new", "args": []}}))
        task = body["task"]
        assert (status, task["type"], task["value"]["title"]) == (200, "continue", plain(TITLE))
        assert task["value"]["card"]["content"]["actions"][0]["type"] == "Action.Submit"
        assert schema_faults(task["value"]["card"]["content"]) == []


async def test_a_dialog_that_cannot_open_says_why_in_its_place() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(MESSAGE),)
        _, body = await sky.deliver(sky.invoke("task/fetch", {"data": {"action": "new"}}))
        assert body["task"]["type"] == "continue"
        assert schema_faults(body["task"]["value"]["card"]["content"]) == []


async def test_a_form_sent_from_a_dialog_closes_it() -> None:
    async with cloud() as sky:
        assert await sky.deliver(sky.invoke("task/submit", {"data": sent_form()})) == (200, "")
        what = sky.house.arrived[0].what
        assert isinstance(what, Submission)
        assert (what.form, what.memo, what.text("name")) == ("test.form", ("memo", "of two"), "Stewards")


async def test_a_form_with_a_mistake_stays_open_with_what_was_filled_in() -> None:
    async with cloud() as sky:
        sky.house.replies = (Reask((("name", SURE),)),)
        _, body = await sky.deliver(sky.invoke("task/submit", {"data": sent_form()}))
        card = body["task"]["value"]["card"]["content"]
        assert schema_faults(card) == []
        field = next(one for one in card["body"] if one.get("id") == "field.name")
        assert field["value"] == "Stewards"
        assert plain(SURE) in str(card["body"][card["body"].index(field) - 1])


async def test_a_form_in_the_chat_turns_into_its_answer_and_cannot_be_sent_twice() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(MESSAGE),)
        value = {"action": {"verb": "test.form", "data": sent_form(inline=True)}}
        _, body = await sky.deliver(sky.invoke("adaptiveCard/action", value))
        assert body["type"] == CARD_TYPE
        assert "actions" not in body["value"]
        await sky.connector.until(lambda: [one for one in sky.connector.calls if one.method == "PUT"])


async def test_a_form_in_the_chat_with_nothing_to_say_is_closed_too() -> None:
    async with cloud() as sky:
        value = {"action": {"verb": "test.form", "data": sent_form(inline=True)}}
        _, body = await sky.deliver(sky.invoke("adaptiveCard/action", value))
        assert schema_faults(body["value"]) == []
        assert "Done" in str(body["value"])


async def test_a_form_in_the_chat_with_a_mistake_is_asked_again_in_place() -> None:
    async with cloud() as sky:
        sky.house.replies = (Reask((("name", SURE),)),)
        value = {"action": {"verb": "test.form", "data": sent_form(inline=True)}}
        _, body = await sky.deliver(sky.invoke("adaptiveCard/action", value))
        assert body["value"]["actions"][0]["type"] == "Action.Execute"
        assert schema_faults(body["value"]) == []


async def test_a_forms_card_that_was_tampered_with_is_400() -> None:
    async with cloud() as sky:
        sky.house.replies = (Reask((("name", SURE),)),)
        status, _ = await sky.deliver(sky.invoke("task/submit", {"data": sent_form(card="eJwDAAAAAAE=")}))
        assert status == 400


async def test_a_message_extension_opens_a_dialog_and_closes_it() -> None:
    async with cloud() as sky:
        message = {"id": "17", "body": {"content": "<p>We did it</p>"}, "from": {"user": {"id": ANA}}}
        value = {"commandId": "story.capture", "messagePayload": message}
        sky.house.replies = (Open(every_field()),)
        _, body = await sky.deliver(sky.invoke("composeExtension/fetchTask", value, personal=False))
        assert body["task"]["type"] == "continue"
        assert sky.house.arrived[0].what.author == f"teams:{ANA}"
        sky.house.replies = ()
        value = {"commandId": "story.capture", "data": sent_form()}
        assert await sky.deliver(sky.invoke("composeExtension/submitAction", value)) == (200, "")


async def test_an_invoke_nobody_knows_is_501() -> None:
    async with cloud() as sky:
        assert (await sky.deliver(sky.invoke("signin/verifyState", {})))[0] == 501


# --- people and places -----------------------------------------------------------------------------------------


async def test_somebody_mentioned_is_known_by_their_entra_id() -> None:
    async with cloud() as sky:
        sky.connector.members = [
            {"id": "29:ben", "aadObjectId": "bbbbbbbb-0000-0000-0000-000000000002", "name": "Ben"}
        ]
        mention = {"type": "mention", "text": "<at>Ben</at>", "mentioned": {"id": "29:ben", "name": "Ben"}}
        activity = sky.activity(personal=False, text="thanks <at>Ben</at>", entities=[mention])
        for _ in range(2):
            await sky.deliver(activity)
        said = sky.house.arrived[0].what
        assert isinstance(said, Said)
        assert said.mentions == ("teams:bbbbbbbb-0000-0000-0000-000000000002",)
        assert len([one for one in sky.connector.calls if "/members/" in one.path]) == 1


async def test_who_joins_a_team_joins_the_channels_we_know_there() -> None:
    async with cloud() as sky:
        await sky.deliver(sky.activity(personal=False, text="hello"))
        conversation = {"id": TEAM, "conversationType": "channel"}
        added = sky.activity(
            "conversationUpdate", personal=False, conversation=conversation, membersAdded=[{"id": "29:new"}]
        )
        added["channelData"] |= {"eventType": "teamMemberAdded"}
        await sky.deliver(added)
        joined = [one for one in sky.house.arrived if isinstance(one.what, Joined)]
        assert {one.what for one in joined} == {Joined(f"teams:{TEAM}"), Joined(f"teams:{CHANNEL}")}
        assert len({one.id for one in joined}) == 2


async def test_the_app_is_gone_only_when_it_is_nowhere_any_more() -> None:
    async with cloud() as sky:
        await sky.deliver(sky.activity(personal=False, text="hello"))
        await sky.deliver(sky.activity("installationUpdate", action="add"))
        await sky.deliver(sky.activity("installationUpdate", action="remove"))
        assert not any(isinstance(one.what, Removed) for one in sky.house.arrived)
        await sky.deliver(sky.activity("installationUpdate", personal=False, action="remove"))
        assert isinstance(sky.house.arrived[-1].what, Removed)
        assert any(isinstance(one.what, Installed) for one in sky.house.arrived)


async def test_a_tenant_and_a_chat_are_remembered_for_a_restart() -> None:
    async with cloud() as sky:
        await sky.deliver(sky.activity(text="status"))
        assert set(sky.drawer.held) == {
            WORKSPACE,
            *(key for key in sky.drawer.held if key.startswith(f"teams-chat:{TENANT}/")),
        }
        assert len(sky.drawer.held) == 2
        assert all(len(key) <= 80 for key in sky.drawer.held)


async def test_stopping_waits_for_answers_under_way() -> None:
    async with cloud() as sky:
        sky.house.replies = (Tell(MESSAGE),)
        await sky.deliver(sky.activity(text="status"))
        await sky.teams.stop()
        assert len(sky.connector.posts()) == 1


async def test_a_channel_whose_name_no_message_says_is_asked_for_once() -> None:
    async with cloud() as sky:
        listed = {"conversations": [{"id": TEAM}, {"id": CHANNEL, "name": "Practice"}]}
        sky.connector.says.append(
            lambda call: web.json_response(listed) if "/v3/teams/" in call.path else None
        )
        nameless = sky.activity(personal=False, text="hello")
        del nameless["channelData"]["channel"]["name"]
        for _ in range(3):
            await sky.deliver(nameless)
        nameless["channelData"]["channel"]["id"] = nameless["conversation"]["id"] = TEAM
        await sky.teams._turns.finished()
        await sky.deliver(nameless)
        await sky.teams.stop()
        assert "General" in sky.drawer.held[WORKSPACE]
        assert len([one for one in sky.connector.calls if "/v3/teams/" in one.path]) == 2
