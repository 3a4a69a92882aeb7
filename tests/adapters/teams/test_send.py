"""What we believe about letters into Teams: where they go, how fast, and what becomes of each. Over real HTTP."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientTimeout, web

from adapters.port import Delivered, Later, Outgoing, Platform, Refused, Unknown
from adapters.teams import wire
from adapters.teams.addresses import Chat
from facilitation.words import Link, Message, MessageRef, Place, Prose, Quote
from tests.adapters.teams.cloud import ANA, ANA_29, CHANNEL, TENANT, WORKSPACE, Call, Cloud, cloud, refuse
from tests.adapters.teams.judges import schema_faults
from tests.adapters.teams.sentences import TITLE, WHERE, everything

pytestmark = pytest.mark.asyncio

Json = Any
MESSAGE = Message(TITLE)
PERSON, PLACE = f"teams:{ANA}", f"teams:{CHANNEL}"
POST = "/activities"


def letter(to: str = PERSON, message: Message = MESSAGE, **more: Any) -> Outgoing:
    return Outgoing(WORKSPACE, to, message, more.pop("mark", "m1"), **more)


async def met(sky: Cloud, personal: bool = True) -> None:
    """Teams has spoken to us once, so the tenant is known; with ``personal`` Ana's own chat too."""
    await sky.deliver(sky.activity(personal=personal, text="status"))


async def outcome_after(sky: Cloud, *says: Any, to: str = PERSON) -> Any:
    await met(sky)
    sky.connector.says.extend(says)
    return await sky.teams.send(letter(to))


# --- where it goes ---------------------------------------------------------------------------------------------


async def test_it_is_a_platform() -> None:
    async with cloud() as sky:
        assert isinstance(sky.teams, Platform)
        assert sky.teams.name == "teams"
        assert sky.teams.is_ready()


async def test_a_letter_to_a_person_goes_into_their_own_chat() -> None:
    async with cloud() as sky:
        await met(sky)
        outcome = await sky.teams.send(letter(message=everything()))
        (call,) = sky.connector.posts()
        assert call.path == "/v3/conversations/a:chat/activities"
        card = call.body["attachments"][0]["content"]
        assert schema_faults(card) == []
        assert card["msteams"]["width"] == "Full"
        assert outcome == Delivered(MessageRef(f"teams:with:{ANA}", outcome.message.id))


async def test_a_card_goes_through_the_sdk_unchanged() -> None:
    async with cloud() as sky:
        await met(sky)
        await sky.teams.send(letter(message=everything()))
        card = sky.connector.posts()[0].body["attachments"][0]["content"]
        assert card["msteams"]["entities"][0]["mentioned"]["id"] == ANA
        assert any("choices.data" in element for element in card["body"])
        assert any(element.get("type") == "Chart.Line" for element in card["body"])


async def test_somebody_never_met_gets_a_chat_opened_once() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        for n in range(2):
            assert isinstance(await sky.teams.send(letter(mark=str(n))), Delivered)
        opened = [one for one in sky.connector.calls if one.path == "/v3/conversations"]
        assert len(opened) == 1
        body = opened[0].body
        assert body["members"] == [{"id": ANA_29}], "by the id the bot knows her by"
        assert body["channelData"] == {"tenant": {"id": TENANT}}
        assert body["tenantId"] == TENANT
        assert body["bot"]["id"].startswith("28:")


async def test_a_letter_after_a_restart_needs_no_new_chat() -> None:
    async with cloud() as sky:
        await met(sky)
        held = sky.drawer.held
        async with cloud() as later:
            later.drawer.held.update(
                {key: value.replace(sky.connector.url, later.connector.url) for key, value in held.items()}
            )
            assert isinstance(await later.teams.send(letter()), Delivered)
            assert [one.path for one in later.connector.calls] == ["/v3/conversations/a:chat/activities"]


async def test_a_letter_to_a_channel_begins_a_thread_and_another_follows_in_it() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        first = await sky.teams.send(letter(PLACE))
        assert isinstance(first, Delivered)
        assert first.message.channel == PLACE
        second = await sky.teams.send(letter(PLACE, thread=first.message, mark="m2"))
        assert isinstance(second, Delivered)
        assert second.message.thread == first.message.id
        paths = [one.path for one in sky.connector.posts()]
        assert paths[1] == f"/v3/conversations/{CHANNEL};messageid={first.message.id}/activities"


async def test_a_letter_is_changed_and_taken_back() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sent = await sky.teams.send(letter(PLACE))
        assert isinstance(sent, Delivered)
        changed = await sky.teams.send(letter(PLACE, edits=sent.message))
        gone = await sky.teams.send(letter(PLACE, deletes=sent.message))
        assert changed == gone == sent
        last = [(one.method, one.path) for one in sky.connector.calls[-2:]]
        path = f"/v3/conversations/{CHANNEL}/activities/{sent.message.id}"
        assert last == [("PUT", path), ("DELETE", path)]


async def test_a_letter_in_a_persons_chat_is_changed_there() -> None:
    async with cloud() as sky:
        await met(sky)
        sent = await sky.teams.send(letter())
        assert isinstance(sent, Delivered)
        await sky.teams.send(letter(edits=sent.message))
        assert sky.connector.calls[-1].path == f"/v3/conversations/a:chat/activities/{sent.message.id}"


async def test_what_is_gone_already_counts_as_taken_back() -> None:
    async with cloud() as sky:
        await met(sky)
        sent = await sky.teams.send(letter())
        assert isinstance(sent, Delivered)
        sky.connector.says.append(refuse(404, "ActivityNotFoundInConversation"))
        assert await sky.teams.send(letter(deletes=sent.message)) == Delivered(sent.message)


async def test_a_tenant_we_never_met_cannot_be_written_to() -> None:
    async with cloud() as sky:
        outcome = await sky.teams.send(letter())
        assert isinstance(outcome, Refused)
        assert (outcome.reason, outcome.whom) == ("never met", "person")


async def test_a_channel_is_called_by_its_name() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        words = Prose((WHERE(place=Place(PLACE), link=Link("https://example.org", "more")),))
        await sky.teams.send(letter(PLACE, Message(TITLE, (words,))))
        assert "Data / General" in str(sky.connector.posts()[0].body)


# --- what becomes of it ----------------------------------------------------------------------------------------


async def test_somebody_who_blocked_the_bot_is_left_alone_for_good() -> None:
    async with cloud() as sky:
        outcome = await outcome_after(sky, refuse(403, "MessageWritesBlocked"))
        assert isinstance(outcome, Refused)
        assert (outcome.reason, outcome.whom) == ("MessageWritesBlocked", "person")


@pytest.mark.parametrize(
    ("status", "code", "whom"),
    [
        (403, "BotNotInConversationRoster", "person"),
        (403, "BotDisabledByAdmin", "workspace"),
        (400, "BadSyntax", "message"),
        (409, "", "person"),
    ],
)
async def test_a_refusal_says_whom_it_concerns(status: int, code: str, whom: str) -> None:
    async with cloud() as sky:
        outcome = await outcome_after(sky, refuse(status, code, times=9))
        assert isinstance(outcome, Refused)
        assert outcome.whom == whom


async def test_a_channel_we_are_no_longer_in_is_refused_for_the_channel() -> None:
    async with cloud() as sky:
        outcome = await outcome_after(sky, refuse(403, "BotNotInConversationRoster"), to=PLACE)
        assert isinstance(outcome, Refused)
        assert outcome.whom == "channel"


async def test_a_chat_that_is_gone_is_opened_anew_next_time() -> None:
    async with cloud() as sky:
        outcome = await outcome_after(sky, refuse(404, "ConversationNotFound"))
        assert isinstance(outcome, Later)
        assert isinstance(await sky.teams.send(letter()), Delivered)
        assert sky.connector.calls[-2].path == "/v3/conversations"


async def test_retry_after_is_kept_to_for_that_conversation_and_no_other() -> None:
    async with cloud() as sky:
        await met(sky)
        await met(sky, personal=False)
        sky.connector.says.append(refuse(429, "Throttled", {"Retry-After": "17"}, path="a:chat"))
        assert await sky.teams.send(letter()) == Later(17.0)
        waiting = await sky.teams.send(letter())
        assert waiting == Later(17.0)
        assert len(sky.connector.posts()) == 1, "the second one was not even sent"
        assert isinstance(await sky.teams.send(letter(PLACE, mark="m2")), Delivered)
        sky.clock.passes(17)
        assert isinstance(await sky.teams.send(letter()), Delivered)


async def test_when_opening_chats_is_throttled_the_whole_tenant_waits() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.says.append(refuse(429, "Throttled", {"Retry-After": "9"}))
        assert await sky.teams.send(letter()) == Later(9.0, everyone=True)
        assert await sky.teams.send(letter(PLACE, mark="m2")) == Later(9.0)


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_what_microsoft_says_to_try_again_is_tried_later(status: int) -> None:
    async with cloud() as sky:
        outcome = await outcome_after(sky, refuse(status))
        assert isinstance(outcome, Later)
        assert outcome.seconds > 0


async def test_a_500_may_have_arrived() -> None:
    async with cloud() as sky:
        assert isinstance(await outcome_after(sky, refuse(500)), Unknown)


async def test_somebody_who_is_not_in_the_tenant_any_more_is_refused_though_the_status_is_500() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.says.append(refuse(500, "UserNotFound", path="/v3/conversations"))
        outcome = await sky.teams.send(letter())
        assert isinstance(outcome, Refused)
        assert (outcome.reason, outcome.whom) == ("UserNotFound", "person")
        assert sky.connector.posts() == []


async def test_where_nothing_can_be_deleted_the_letters_own_words_stand_in_its_place() -> None:
    async with cloud() as sky:
        await met(sky)
        sent = await arrives(sky, letter(message=LONG))
        ids = sent.message.id.split("+")
        refused = refuse(501, "DeleteActivityAPINotImplemented", times=9)
        sky.connector.says.append(lambda call: refused(call) if call.method == "DELETE" else None)
        gone = await arrives(sky, letter(deletes=sent.message, mark="m2"))
        assert gone == sent
        changed = [one for one in sky.connector.calls if one.method == "PUT"]
        assert [one.path.rsplit("/", 1)[1] for one in changed] == ids
        assert not any("word word" in str(one.body) for one in changed)
        assert len([one for one in sky.connector.calls if one.method == "DELETE"]) == 1


async def test_a_refused_token_is_asked_for_anew() -> None:
    asked: list[int] = []

    def acquire() -> Json:
        asked.append(1)
        return {"access_token": f"token {len(asked)}", "expires_in": 3600}

    async with cloud(acquire=acquire) as sky:
        assert await outcome_after(sky, refuse(401)) == Later(60.0, everyone=True)
        await sky.teams.send(letter())
        assert [one.headers["Authorization"] for one in sky.connector.posts()] == [
            "Bearer token 1",
            "Bearer token 2",
        ]


async def test_a_connection_cut_in_the_middle_leaves_the_fate_unknown() -> None:
    async with cloud() as sky:
        await met(sky)

        def hang_up(call: Call) -> web.Response | None:
            raise asyncio.CancelledError

        sky.connector.says.append(hang_up)
        outcome = await sky.teams.send(letter())
        assert isinstance(outcome, Unknown)


async def test_a_slow_connector_is_waited_for_and_one_that_never_answers_leaves_the_fate_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", ClientTimeout(total=0.5))
    async with cloud() as sky:
        await met(sky)
        sky.connector.delays.extend((0.2, 30.0))
        assert isinstance(await sky.teams.send(letter()), Delivered)
        assert isinstance(await sky.teams.send(letter(mark="m2")), Unknown)


async def test_a_connector_that_is_not_there_got_nothing() -> None:
    async with cloud() as sky:
        await met(sky)
        await sky.connector.server.close()
        assert isinstance(await sky.teams.send(letter()), Later)


async def test_an_answer_that_is_no_json_is_still_a_delivery() -> None:
    async with cloud() as sky:
        await met(sky)
        sky.connector.says.append(lambda call: web.Response(text="<html>ok</html>", content_type="text/html"))
        assert isinstance(await sky.teams.send(letter()), Delivered)


async def test_redirects_are_not_followed() -> None:
    async with cloud() as sky:
        target = str(sky.connector.server.make_url("/stolen"))
        outcome = await outcome_after(
            sky,
            lambda call: (
                web.Response(status=307, headers={"Location": target}) if POST in call.path else None
            ),
        )
        assert isinstance(outcome, Refused)
        assert not any("stolen" in one.path for one in sky.connector.calls)


async def test_a_stored_address_that_is_not_microsofts_gets_nothing() -> None:
    async with cloud() as sky:
        await met(sky)
        sky.drawer.held = {
            key: value.replace(sky.connector.url, "https://evil.example.org")
            for key, value in sky.drawer.held.items()
        }
        async with cloud() as later:
            later.drawer.held = sky.drawer.held
            outcome = await later.teams.send(letter())
            assert isinstance(outcome, Refused)
            assert outcome.whom == "workspace"


async def test_no_token_is_said_to_the_admin_without_secrets() -> None:
    async with cloud(
        acquire=lambda: {"error": "invalid_client", "error_description": "secret abc is wrong"}
    ) as sky:
        outcome = await outcome_after(sky)
        assert isinstance(outcome, Refused)
        assert outcome.whom == "workspace"
        assert "abc" not in repr(outcome)
        findings = await sky.teams.examine()
        assert [one.well for one in findings] == [False, True]


async def test_a_well_set_up_bot_is_found_well() -> None:
    async with cloud() as sky:
        assert [one.well for one in await sky.teams.examine()] == [True, True]


async def test_teams_cannot_be_looked_into() -> None:
    async with cloud() as sky:
        assert isinstance(await sky.teams.look(letter(), sky.clock() - timedelta(minutes=1)), Unknown)


# --- size ------------------------------------------------------------------------------------------------------

LONG = Message(TITLE, (Quote("word " * 40_000),))


async def test_a_letter_of_200_kb_arrives_in_parts_and_is_changed_and_taken_back_whole() -> None:
    async with cloud() as sky:
        await met(sky)
        outcome = await arrives(sky, letter(message=LONG))
        ids = outcome.message.id.split("+")
        assert len(ids) == len(sky.connector.posts()) > 2
        await arrives(sky, letter(edits=outcome.message, mark="m2"))
        methods = [one.method for one in sky.connector.calls[-len(ids) :]]
        assert methods == ["PUT", *["DELETE"] * (len(ids) - 1)]


async def arrives(sky: Cloud, outgoing: Outgoing) -> Delivered:
    """Send as the postman does: whenever told to wait, wait."""
    while isinstance(outcome := await sky.teams.send(outgoing), Later):
        sky.clock.passes(outcome.seconds)
    assert isinstance(outcome, Delivered)
    return outcome


async def test_a_letter_in_parts_goes_on_where_it_had_to_wait() -> None:
    async with cloud() as sky:
        await met(sky)
        answers = iter([None, None, refuse(429, "Throttled", {"Retry-After": "2"})])
        sky.connector.says.append(lambda call: said(call) if (said := next(answers, None)) else None)
        await arrives(sky, letter(message=LONG))
        parts = [
            one.body["attachments"][0]["content"]["body"][0]["inlines"][0]["text"]
            for one in sky.connector.posts()
        ]
        numbers = [part.split()[1] for part in parts]
        assert numbers == sorted(numbers)
        assert [n for n in numbers if numbers.count(n) > 1] == ["3", "3"], (
            "only the one refused is sent again"
        )


async def test_a_connector_with_a_smaller_limit_still_gets_everything() -> None:
    async with cloud() as sky:
        await met(sky)

        def small(call: Call) -> web.Response | None:
            too_big = len(str(call.body)) * 2 > 60_000
            return (
                web.json_response({"error": {"code": "MessageSizeTooBig"}}, status=413) if too_big else None
            )

        sky.connector.says.append(small)
        message = Message(TITLE, (Quote("word " * 7_000),))
        outcome = await arrives(sky, letter(message=message))
        assert len(outcome.message.id.split("+")) > 1


async def test_a_413_that_is_not_about_size_ends() -> None:
    async with cloud() as sky:
        outcome = await outcome_after(sky, refuse(413, times=99))
        assert isinstance(outcome, Refused)
        assert outcome.whom == "message"


# --- pace ------------------------------------------------------------------------------------------------------


async def test_a_thousand_letters_to_a_thousand_people_meet_no_429() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.enforcing = True
        started = sky.clock()
        for n in range(1000):
            await arrives(sky, letter(f"teams:29:p{n}", mark=str(n)))
        assert sky.connector.refused_by_rate == 0
        assert len(sky.connector.posts()) == 1000
        assert (sky.clock() - started).total_seconds() < 60


async def test_a_thousand_letters_into_one_channel_meet_no_429() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.enforcing = True
        for n in range(1000):
            await arrives(sky, letter(PLACE, mark=str(n)))
        assert sky.connector.refused_by_rate == 0
        assert len(sky.connector.posts()) == 1000


async def test_the_connector_that_enforces_does_refuse_who_is_too_fast() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.enforcing = True
        url = f"{sky.connector.url}/v3/conversations/{CHANNEL}/activities"
        for _ in range(9):
            async with sky.http.post(url, json={}) as answer:
                last = answer.status
        assert last == 429


# --- beside the SDK --------------------------------------------------------------------------------------------


async def test_the_bot_reacts_by_plain_rest() -> None:
    async with cloud() as sky:
        chat = Chat(TENANT, sky.connector.url, CHANNEL, "28:bot", asker=ANA_29)
        await sky.teams.courier.react(chat, "17", "like")
        await sky.teams.courier.react(replace(chat), "17", "like", added=False)
        path = f"/v3/conversations/{CHANNEL}/activities/17/reactions/like"
        assert [(one.method, one.path) for one in sky.connector.calls] == [("PUT", path), ("DELETE", path)]
