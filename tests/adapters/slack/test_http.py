"""Over signed HTTP: nothing unsigned gets in, nothing broken gets a 500 or a stack trace, nothing is acknowledged unkept."""

import asyncio
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.draw import draw_message
from adapters.slack.text import Paper
from facilitation.voice import surface
from facilitation.words import (
    Button,
    Buttons,
    Form,
    Home,
    Line,
    Message,
    Open,
    Prose,
    Reask,
    Redraw,
    Removed,
    Tell,
)
from tests.adapters.slack.payloads import command, event, message, press, shortcut, submission
from tests.adapters.slack.stand_in import Answer, stand_in
from tests.adapters.slack.test_tokens import Safe
from tests.adapters.slack.world import House, Post, over_http

pytestmark = pytest.mark.asyncio

HELLO = Message(surface.NAME, (Prose((surface.CLOSE,)),))
CARD = Message(surface.NAME, (Buttons((Button(surface.CLOSE, "a"),)),))
FORM = Form("community.new", surface.NAME, surface.CLOSE, (Line("name", surface.NAME),))
INPUT = {
    "type": "input",
    "block_id": "name",
    "label": {"type": "plain_text", "text": "Name"},
    "element": {"type": "plain_text_input", "action_id": "name"},
}


def drawn(said: Message, **paper) -> dict:
    return draw_message(said, Paper(**paper))[0]


async def told_by(house: House, body: dict, **plan: list[Answer]):
    """The acknowledgement of one payload, and the stand-in after everything was said."""
    async with stand_in() as there:
        for method, answers in plan.items():
            there.next(method.replace("_", "."), *answers)
        if "response_url" in body:
            body = {**body, "response_url": f"{there.address}/respond"}
        if "view" in body:
            opened = json.dumps([["m"], [f"{there.address}/respond"]])
            view = body["view"]
            body = {
                **body,
                "view": {"private_metadata": opened, **view} if "private_metadata" not in view else view,
            }
        async with over_http(house, there.api_url) as (_, post):
            send = post.event if body.get("type") == "event_callback" else post.form
            status, text = await send(body)
        return status, text, there


def form_without_origin(**view):
    return submission(private_metadata="", **view)


# --- signatures --------------------------------------------------------------------------------------------------


async def test_only_what_slack_signed_just_now_gets_in():
    house = House()
    async with stand_in() as there, over_http(house, there.api_url) as (_, post):
        old = str(int(time.time()) - 301)
        assert (await post.form(command(), signature="v0=forged"))[0] == 401
        assert (await post.form(command(), signature=""))[0] == 401
        assert (await post.form(command(), stamp=old))[0] == 401
        assert (await post.form(command(), stamp="not a time"))[0] in (400, 401)
        assert house.kept == []
        assert (await post.form(command()))[0] == 200
        assert len(house.kept) == 1


async def test_slack_may_verify_the_address():
    async with stand_in() as there, over_http(House(), there.api_url) as (_, post):
        answer = await post.event({"type": "url_verification", "challenge": "c3p0"})
        assert answer == (200, json.dumps({"challenge": "c3p0"}))


async def test_without_a_signing_secret_there_is_no_way_in():
    async with (
        stand_in() as there,
        over_http(House(), there.api_url, signing_secret="", app_token="") as (slack, _),
    ):
        assert slack.routes() == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ("null", "application/json"),
        ('"text"', "application/json"),
        ("[" * 5000, "application/json"),
        ("payload=%7B", "application/x-www-form-urlencoded"),
        ("payload=[]", "application/x-www-form-urlencoded"),
        ("payload=3", "application/x-www-form-urlencoded"),
        ("", "application/json"),
        ("nonsense", "text/plain"),
        (b"\xff\xfe\x00", "application/json"),
        (b"\xff", "application/x-www-form-urlencoded; charset=nonsense"),
    ],
)
async def test_a_broken_body_is_refused_and_never_a_500(body, kind):
    async with stand_in() as there, over_http(House(), there.api_url) as (_, post):
        status, text = await post.raw(body, kind)
        assert 400 <= status < 500
        assert "Traceback" not in text


async def test_a_body_that_cannot_be_read_says_which_part():
    status, text, _ = await told_by(House(), press(actions=[]))
    assert (status, text) == (400, '{"error": "cannot read actions"}')


async def test_thousands_of_bad_bodies_do_not_make_one_500():
    house = House()
    async with stand_in() as there, over_http(house, there.api_url) as (_, post):
        await _pelt(post)


async def _pelt(post: Post) -> None:
    loop = asyncio.get_running_loop()
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
        max_leaves=6,
    )
    keys = st.sampled_from(
        [
            "type",
            "event",
            "command",
            "view",
            "actions",
            "team_id",
            "team",
            "user",
            "authorizations",
            "payload",
        ]
    )
    bodies: list[str] = []

    @settings(max_examples=400, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(keys, anything))
    def collect(body):
        bodies.append(json.dumps(body))

    await loop.run_in_executor(None, collect)
    for body in bodies:
        status, _ = await post.raw(body, "application/json")
        assert status < 500, body


# --- acknowledgements ----------------------------------------------------------------------------------------------


async def test_a_command_is_answered_in_the_acknowledgement_itself():
    status, text, there = await told_by(House(lambda _: (Tell(HELLO),)), command())
    assert status == 200
    assert json.loads(text) == {"response_type": "ephemeral", **drawn(HELLO)}
    assert there.calls == [] or [name for name, _, _ in there.calls] == ["auth.test"]


async def test_the_same_answer_is_drawn_once_and_said_to_everybody_alike():
    reply = (Tell(HELLO),)
    house = House(lambda _: reply)
    async with stand_in() as there, over_http(house, there.api_url) as (_, post):
        answers = [await post.form(command(trigger_id=str(at))) for at in range(3)]
        assert answers[0] == answers[1] == answers[2]


async def test_a_command_that_opens_a_form_opens_it_with_its_own_trigger():
    _, text, there = await told_by(House(lambda _: (Open(FORM),)), command())
    (opened,) = there.called("views.open")
    assert (text, opened["trigger_id"]) == ("", "1.2.abc")
    view = opened["view"] if isinstance(opened["view"], dict) else json.loads(opened["view"])
    assert view["callback_id"] == "community.new"
    assert "/respond" in view["private_metadata"]


async def test_a_press_redraws_its_card_and_tells_beside_it():
    _, text, there = await told_by(House(lambda _: (Redraw(CARD), Tell(HELLO))), press())
    assert text == ""
    assert there.responses == [
        {"replace_original": True, **drawn(CARD)},
        {"response_type": "ephemeral", "replace_original": False, **drawn(HELLO)},
    ]


async def test_a_press_without_a_response_url_redraws_by_its_message():
    body = press()
    del body["response_url"]
    _, _, there = await told_by(House(lambda _: (Redraw(CARD),)), body)
    assert there.called("chat.update")[0]["ts"] == "1772442000.000100"


async def test_a_shortcut_is_answered_where_the_message_stands():
    _, _, there = await told_by(House(lambda _: (Tell(HELLO),)), shortcut())
    assert there.responses[0]["response_type"] == "ephemeral"


HOME_PRESS = {
    "container": {"type": "view", "view_id": "V1"},
    "view": {"id": "V1", "type": "home", "private_metadata": ""},
}


def home_press():
    body = press(**HOME_PRESS)
    del body["response_url"], body["message"], body["channel"]
    return body


async def test_a_press_on_home_publishes_home_and_tells_in_a_window():
    _, _, there = await told_by(House(lambda _: (Home(HELLO), Tell(HELLO))), home_press())
    assert there.called("views.publish")[0]["user_id"] == "U01"
    assert len(there.called("views.open")) == 1


async def test_what_can_be_pressed_is_told_in_the_direct_conversation_where_there_is_no_other():
    _, _, there = await told_by(House(lambda _: (Tell(CARD),)), home_press())
    assert there.called("chat.postMessage")[0]["channel"] == "U01"


async def test_a_press_inside_a_form_changes_that_window_or_opens_one_above_it():
    body = {**home_press(), "view": {"id": "V7", "type": "modal", "private_metadata": ""}}
    _, _, there = await told_by(House(lambda _: (Redraw(HELLO), Open(FORM))), body)
    assert there.called("views.update")[0]["view_id"] == "V7"
    assert len(there.called("views.push")) == 1


async def test_a_form_that_is_wrong_stays_open_and_says_where():
    wrong = (Reask((("name", surface.CLOSE), ("gone", surface.CANCEL))),)
    _, text, _ = await told_by(House(lambda _: wrong), submission(blocks=[INPUT]))
    assert json.loads(text) == {"response_action": "errors", "errors": {"name": "Close Cancel"}}


async def test_a_form_that_leads_to_another_is_replaced_by_it():
    _, text, _ = await told_by(House(lambda _: (Open(FORM),)), submission())
    answer = json.loads(text)
    assert (answer["response_action"], answer["view"]["callback_id"]) == ("update", "community.new")


async def test_after_a_form_the_person_is_told_where_they_opened_it():
    body = submission()
    del body["view"]["private_metadata"]
    _, text, there = await told_by(House(lambda _: (Tell(HELLO),)), body)
    assert text == ""
    assert there.responses[0]["response_type"] == "ephemeral"


async def test_after_a_form_from_home_the_words_take_its_place_and_a_card_goes_to_the_direct_conversation():
    _, text, _ = await told_by(House(lambda _: (Tell(HELLO),)), form_without_origin())
    assert json.loads(text)["response_action"] == "update"
    _, text, there = await told_by(House(lambda _: (Tell(CARD),)), form_without_origin())
    assert text == ""
    assert there.called("chat.postMessage")[0]["channel"] == "U01"


async def test_what_is_said_in_a_channel_is_answered_to_that_person_alone_in_the_thread():
    body = event(message(thread_ts="1772441000.000100"))
    _, text, there = await told_by(House(lambda _: (Tell(HELLO),)), body)
    (said,) = there.called("chat.postEphemeral")
    assert (text, said["channel"], said["user"], said["thread_ts"]) == ("", "C01", "U01", "1772441000.000100")


async def test_home_is_published_when_it_is_opened():
    body = event({"type": "app_home_opened", "user": "U01", "tab": "home", "event_ts": "1.2"})
    _, _, there = await told_by(House(lambda _: (Home(HELLO),)), body)
    assert there.called("views.publish")[0]["user_id"] == "U01"


async def test_an_event_is_acknowledged_after_it_is_kept():
    house = House()
    status, _, _ = await told_by(house, event(message()))
    assert (status, len(house.kept)) == (200, 1)


async def test_what_the_bot_said_itself_never_arrives():
    house = House()
    await told_by(house, event(message(user="U0BOT", bot_id="B0BOT")))
    assert house.kept == []


async def test_a_payload_that_concerns_nobody_is_acknowledged():
    assert (await told_by(House(), {**submission(), "type": "view_closed"}))[:2] == (200, "")
    assert (await told_by(House(), event(message(subtype="channel_topic"))))[:2] == (200, "")


# --- when something breaks -----------------------------------------------------------------------------------------


BROKEN = House(broken=RuntimeError("the database is gone: secret-password"))


async def test_an_event_that_was_not_kept_is_not_acknowledged_so_slack_brings_it_again():
    status, text, _ = await told_by(BROKEN, event(message()))
    assert status == 500
    assert "secret" not in text


async def test_a_person_whose_command_broke_reads_one_kind_sentence():
    status, text, _ = await told_by(BROKEN, command())
    assert status == 200
    assert json.loads(text)["text"].startswith("That did not get through")


async def test_a_person_whose_press_broke_sees_it_on_the_button_and_reads_it():
    status, _, there = await told_by(BROKEN, press())
    assert status == 500
    assert there.responses[0]["text"].startswith("That did not get through")


async def test_a_form_that_broke_stays_open_with_everything_typed():
    _, text, _ = await told_by(BROKEN, submission(blocks=[INPUT]))
    assert json.loads(text)["errors"]["name"].startswith("That did not get through")


async def test_an_answer_that_cannot_be_drawn_does_not_undo_what_was_kept():
    too_long = Message(surface.NAME, (Buttons((Button(surface.CLOSE, "a", ("x" * 3000,)),)),))
    house = House(lambda _: (Tell(too_long),))
    status, text, _ = await told_by(house, command())
    assert (status, text, len(house.kept)) == (200, "", 1)


async def test_an_answer_that_slack_refuses_does_not_stop_the_next():
    refused = [Answer({"ok": False, "error": "expired_trigger_id"})]
    _, _, there = await told_by(House(lambda _: (Open(FORM), Tell(CARD))), command(), views_open=refused)
    assert len(there.called("views.open")) == 1


async def test_stopping_waits_for_every_answer_that_was_promised():
    """``told_by`` leaves the platform right after the acknowledgement; the redraw is there all the same."""
    house = House(lambda _: tuple(Tell(HELLO) for _ in range(5)))
    _, _, there = await told_by(house, press())
    assert len(there.responses) == 5


async def test_after_an_uninstall_no_token_is_kept():
    safe = Safe({"slack:T01": {"token": "xoxb-1", "team": "T01"}})
    house = House()
    async with stand_in() as there:
        many = {"client_id": "c", "client_secret": "s", "keyring": safe, "new_id": lambda: "id"}
        async with over_http(house, there.api_url, **many) as (_, post):
            assert (await post.event(event({"type": "app_uninstalled"})))[0] == 200
    assert [type(one.what) for one in house.kept] == [Removed]
    assert safe == {}


async def test_when_an_organisation_goes_every_workspace_under_it_goes():
    safe = Safe(
        {
            "slack:E01": {"token": "xoxb-1", "team": None, "enterprise": "E01"},
            "slack:T05": {"under": "slack:E01"},
            "slack:T06": {"token": "xoxb-6", "team": "T06"},
        }
    )
    house = House()
    whole = [{"enterprise_id": "E01", "team_id": None, "user_id": "U0BOT", "is_enterprise_install": True}]
    async with stand_in() as there:
        many = {"client_id": "c", "client_secret": "s", "keyring": safe, "new_id": lambda: "id"}
        async with over_http(house, there.api_url, **many) as (_, post):
            gone = event({"type": "app_uninstalled"}, team_id=None, enterprise_id="E01", authorizations=whole)
            assert (await post.event(gone))[0] == 200
    assert [one.workspace for one in house.kept] == ["slack:E01", "slack:T05"]
    assert set(safe) == {"slack:T06"}


async def test_a_workspace_that_never_installed_gets_a_sentence_and_nothing_is_kept():
    house = House()
    async with stand_in() as there:
        many = {"client_id": "c", "client_secret": "s", "keyring": Safe(), "new_id": lambda: "id"}
        async with over_http(house, there.api_url, **many) as (_, post):
            body = command(response_url=f"{there.address}/respond")
            status, text = await post.form(body)
    assert status == 200
    assert house.kept == []
    assert "not fully set up" in text + json.dumps(there.responses)
