"""What we believe about reading Teams: every documented activity becomes the house's own nouns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.port import Malformed, Reader
from adapters.teams.door import read
from adapters.teams.form import draw_form
from facilitation.words import (
    Command,
    Installed,
    Joined,
    Left,
    MessageRef,
    Opened,
    Press,
    Reacted,
    Removed,
    Said,
    Submission,
    Unsaid,
)
from tests.adapters.teams.sentences import every_field

Json = Any
ANA_29, ANA = "29:1-ana", "aaaaaaaa-0000-0000-0000-000000000001"
BOT = "28:bot"
CHANNEL = "19:general@thread.tacv2"
ROOT = "1700000000000"
AT_BOT = {"type": "mention", "text": "<at>Evener</at>", "mentioned": {"id": BOT, "name": "Evener"}}
AT_BEN = {"type": "mention", "text": "<at>Ben</at>", "mentioned": {"id": "29:ben", "name": "Ben"}}


def activity(kind: str = "message", personal: bool = False, thread: str = "", **more: Any) -> Json:
    where = {"id": "a:1chat", "conversationType": "personal", "tenantId": "T"}
    if not personal:
        where = {"id": CHANNEL + (f";messageid={thread}" if thread else ""), "conversationType": "channel"}
    return {
        "type": kind,
        "id": "1700000000005",
        "timestamp": "2026-03-02T12:00:00.1234567Z",
        "from": {"id": ANA_29, "name": "Ana", "aadObjectId": ANA},
        "recipient": {"id": BOT, "name": "Evener"},
        "conversation": where,
        "channelData": {"tenant": {"id": "T"}},
        "entities": [],
    } | more


def commands(word: str) -> bool:
    return word in ("new", "status", "help", "nominate", "settings")


def one(body: Json) -> Any:
    (arrival,) = read(body, commands)
    return arrival


def what(body: Json) -> Any:
    return one(body).what


# --- who, where, when ------------------------------------------------------------------------------------------


def test_a_person_is_their_entra_id_and_a_workspace_is_a_tenant() -> None:
    arrival = one(activity(text="status", personal=True))
    assert (arrival.workspace, arrival.person) == ("teams:T", f"teams:{ANA}")
    assert arrival.at == datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)


def test_somebody_without_an_entra_id_is_the_id_the_bot_knows() -> None:
    assert one(activity(**{"from": {"id": ANA_29}}, text="hi")).person == f"teams:{ANA_29}"


def test_language_and_zone_come_from_client_info() -> None:
    client = {"type": "clientInfo", "locale": "pt-PT", "timezone": "Europe/Lisbon"}
    arrival = one(activity(text="hi", entities=[client]))
    assert (arrival.language, arrival.zone) == ("pt-PT", "Europe/Lisbon")
    arrival = one(activity(text="hi", locale="de-DE", localTimezone="Europe/Berlin"))
    assert (arrival.language, arrival.zone) == ("de-DE", "Europe/Berlin")


def test_a_delivery_and_its_repeat_have_one_id_and_an_edit_another() -> None:
    said, again = one(activity(text="hi")), one(activity(text="hi"))
    edited = one(activity("messageUpdate", text="hi"))
    later = one(activity("messageUpdate", text="hi", timestamp="2026-03-02T12:05:00Z"))
    assert said.id == again.id
    assert len({said.id, edited.id, later.id}) == 3


# --- commands and talk -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<at>Evener</at> status now",
        "<at>Evener</at>&nbsp;status now\n",
        "<at>Evener</at>\u00a0status now",
        "  <at>Evener</at> /community status now",
        "<at>Evener</at> community status now",
    ],
)
def test_a_message_that_begins_by_naming_the_bot_is_a_command(text: str) -> None:
    assert what(activity(text=text, entities=[AT_BOT])) == Command(
        "status now", f"teams:{CHANNEL}", opener="card"
    )


def test_the_bot_named_in_the_middle_is_talk_to_it() -> None:
    said = what(activity(text="ask <at>Evener</at> about it", entities=[AT_BOT]))
    assert isinstance(said, Said)
    assert (said.text, said.to_bot) == ("ask @Evener about it", True)


def test_a_slash_command_is_a_targeted_message() -> None:
    slash = activity(text="status", recipient={"id": BOT, "isTargeted": True})
    assert what(slash) == Command("status", f"teams:{CHANNEL}", opener="card")


def test_in_a_personal_chat_known_words_are_commands_and_the_rest_is_talk() -> None:
    command = what(activity(text="Status please", personal=True))
    assert command == Command("Status please", f"teams:with:{ANA}", private=True, opener="card")
    said = what(activity(text="It began in May", personal=True))
    assert (said.text, said.private, said.to_bot) == ("It began in May", True, True)


def test_home_is_asked_for_in_words() -> None:
    assert what(activity(text="Home", personal=True)) == Opened()


def test_people_named_in_a_command_stay_recognisable() -> None:
    command = what(activity(text="<at>Evener</at> nominate <at>Ben</at> &amp; co", entities=[AT_BOT, AT_BEN]))
    assert command.words == "nominate <@29:ben|Ben> & co"


def test_a_message_nobody_mentioned_us_in_is_said_with_thread_and_mentions() -> None:
    said = what(activity(text="<p>Thanks <at>Ben</at></p><p>a &lt; b</p>", entities=[AT_BEN], thread=ROOT))
    assert said == Said(
        MessageRef(f"teams:{CHANNEL}", "1700000000005", ROOT), "Thanks @Ben\na < b", ("teams:29:ben",)
    )


def test_the_first_message_of_a_thread_stands_alone() -> None:
    assert what(activity(text="hi", thread="1700000000005")).message.thread is None


def test_a_bots_message_says_so() -> None:
    assert what(activity(text="hi", **{"from": {"id": "28:another"}})).by_bot


def test_an_edit_and_an_undone_deletion_are_said_again_and_a_deletion_is_unsaid() -> None:
    assert what(activity("messageUpdate", text="better")).edited
    assert what(activity("messageDelete")) == Unsaid(MessageRef(f"teams:{CHANNEL}", "1700000000005"))


def test_each_reaction_is_an_arrival_of_its_own() -> None:
    body = activity(
        "messageReaction",
        replyToId="17",
        reactionsAdded=[{"type": "like"}, {"type": "heart"}],
        reactionsRemoved=[{"type": "sad"}],
    )
    arrivals = read(body, commands)
    message = MessageRef(f"teams:{CHANNEL}", "17")
    assert [one.what for one in arrivals] == [
        Reacted(message, "like"),
        Reacted(message, "heart"),
        Reacted(message, "sad", added=False),
    ]
    assert len({one.id for one in arrivals}) == 3


# --- who is where ----------------------------------------------------------------------------------------------


def test_people_who_come_and_go_are_one_arrival_each_and_the_bot_is_none() -> None:
    body = activity(
        "conversationUpdate",
        membersAdded=[{"id": "29:ben", "aadObjectId": ANA}, {"id": BOT}],
        membersRemoved=[{"id": "29:cy"}],
    )
    arrivals = read(body, commands)
    assert [(one.person, one.what) for one in arrivals] == [
        (f"teams:{ANA}", Joined(f"teams:{CHANNEL}")),
        ("teams:29:cy", Left(f"teams:{CHANNEL}")),
    ]


def test_nobody_joins_a_personal_chat() -> None:
    assert read(activity("conversationUpdate", personal=True, membersAdded=[{"id": "29:x"}]), commands) == ()


def test_added_to_a_team_is_an_installation_with_its_name() -> None:
    data = {"tenant": {"id": "T"}, "team": {"id": "19:t", "name": "Data"}}
    assert what(activity("installationUpdate", action="add", channelData=data)) == Installed(
        f"teams:{ANA}", "Data"
    )


def test_added_for_one_person_is_an_installation_and_shows_them_their_card() -> None:
    arrivals = read(activity("installationUpdate", personal=True, action="add"), commands)
    assert [type(one.what) for one in arrivals] == [Installed, Opened]


@pytest.mark.parametrize("action", ["remove", "remove-upgrade"])
def test_taken_away_is_removed(action: str) -> None:
    assert what(activity("installationUpdate", action=action)) == Removed()


# --- presses and forms -----------------------------------------------------------------------------------------


def invoke(name: str, value: Json, **more: Any) -> Json:
    return activity("invoke", name=name, value=value, replyToId="17", **more)


CARD = MessageRef(f"teams:{CHANNEL}", "17")


def test_an_execute_is_a_press_with_its_arguments() -> None:
    value = {
        "action": {"type": "Action.Execute", "verb": "pulse.answer", "data": {"args": ["w", "3"]}},
        "trigger": "manual",
    }
    assert what(invoke("adaptiveCard/action", value)) == Press(
        "pulse.answer", ("w", "3"), message=CARD, channel=f"teams:{CHANNEL}", opener="card"
    )


def test_a_refresh_is_the_same_press() -> None:
    value = {"action": {"verb": "pulse.look", "data": {"args": ["w"]}}, "trigger": "automatic"}
    assert what(invoke("adaptiveCard/action", value)).action == "pulse.look"


def test_a_submit_is_a_press_that_comes_as_a_message() -> None:
    body = activity(value={"action": "pulse.answer", "args": ["w"]}, replyToId="17")
    assert what(body) == Press(
        "pulse.answer", ("w",), message=CARD, channel=f"teams:{CHANNEL}", opener="card"
    )


def test_a_menus_choice_comes_with_its_button() -> None:
    data = {"args": ["x"], "menu": "menu0", "menu0": "a,b", "of": "options"}
    value = {"action": {"verb": "snooze", "data": data}}
    assert what(invoke("adaptiveCard/action", value)).chosen == ("a", "b")
    data |= {"of": "person", "menu0": ANA}
    assert what(invoke("adaptiveCard/action", {"action": {"verb": "v", "data": data}})).chosen == (
        f"teams:{ANA}",
    )


def test_a_dialog_asked_for_is_a_press_that_may_open_a_form() -> None:
    press = what(invoke("task/fetch", {"data": {"action": "story.tell", "args": ["1"], "msteams": {}}}))
    assert (press.action, press.args, press.opener) == ("story.tell", ("1",), "dialog")


def test_a_form_sent_back_gives_each_answer_as_its_field_asked() -> None:
    sent = draw_form(every_field("x"), Reader(), {})["actions"][0]["data"] | {
        "field.name": " Stewards ",
        "field.purpose": "",
        "field.one": "1",
        "field.many": "1,3",
        "field.who": f"{ANA},other",
        "field.where": "teams:19:x",
        "field.when": "2026-03-05",
        "field.unasked": "smuggled",
    }
    submission = what(invoke("task/submit", {"data": sent}))
    assert submission == Submission(
        "test.form",
        ("memo", "of two"),
        {
            "name": "Stewards",
            "purpose": None,
            "one": "1",
            "of_many": None,
            "many": ("1", "3"),
            "who": f"teams:{ANA}",
            "where": "teams:19:x",
            "when": "2026-03-05",
        },
        "dialog",
    )


def test_a_form_in_the_chat_comes_back_as_a_submission_too() -> None:
    data = draw_form(every_field("x"), Reader(), {}, inline=True)["actions"][0]["data"]
    value = {"action": {"verb": "test.form", "data": data | {"field.name": "n"}}}
    assert what(invoke("adaptiveCard/action", value)).text("name") == "n"


def test_a_message_extension_is_the_same_press_as_slacks_shortcut() -> None:
    message = {
        "id": "17",
        "body": {"contentType": "html", "content": "<div>We <b>did</b> it &amp; how</div>"},
        "from": {"user": {"id": ANA, "displayName": "Ana"}},
    }
    value = {"commandId": "story.capture", "commandContext": "message", "messagePayload": message}
    assert what(invoke("composeExtension/fetchTask", value)) == Press(
        "story.capture",
        message=CARD,
        channel=f"teams:{CHANNEL}",
        text="We did it & how",
        author=f"teams:{ANA}",
        opener="dialog",
    )


def test_a_message_extension_on_an_apps_message_brings_no_words() -> None:
    message = {
        "id": "17",
        "body": {"content": "A story"},
        "from": {"application": {"id": "bot"}, "user": None},
    }
    value = {"commandId": "practice.capture", "commandContext": "message", "messagePayload": message}
    found = what(invoke("composeExtension/fetchTask", value))
    assert isinstance(found, Press) and (found.author, found.text) == (None, "")


def test_what_concerns_nobody_is_let_go() -> None:
    for kind in ("typing", "endOfConversation", "event", "trace"):
        assert read(activity(kind), commands) == ()
    assert read(invoke("signin/verifyState", {}), commands) == ()


# --- whatever comes --------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "text", "data", "action", "args", "form", "kinds", "user"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    [
        "from",
        "recipient",
        "conversation",
        "channelData",
        "entities",
        "value",
        "text",
        "name",
        "id",
        "timestamp",
        "membersAdded",
        "reactionsAdded",
        "replyToId",
        "action",
    ]
)
KINDS = st.sampled_from(
    ["message", "messageUpdate", "messageReaction", "conversationUpdate", "installationUpdate", "invoke"]
)
NAMES = st.sampled_from(["adaptiveCard/action", "task/fetch", "task/submit", "composeExtension/fetchTask"])


@settings(max_examples=250, deadline=None)
@given(KINDS, NAMES, st.dictionaries(FIELDS, JSON, max_size=4), st.booleans())
def test_nothing_but_malformed_is_ever_raised(kind: str, name: str, more: Json, personal: bool) -> None:
    body = activity(kind, personal, name=name, value={"data": {"action": "x"}}, replyToId="17") | more
    try:
        arrivals = read(body, commands)
    except Malformed:
        return
    for arrival in arrivals:
        assert arrival.workspace.startswith("teams:")
        assert "\x00" not in repr(arrival)
