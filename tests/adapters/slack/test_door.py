"""Everything Slack sends becomes the arrival the house expects, once, or is let go."""

from datetime import UTC, datetime

import pytest

from adapters.port import Malformed
from adapters.slack.door import EVENTS, read
from adapters.slack.payload import plain_words
from facilitation.words import (
    Command,
    Joined,
    Left,
    MessageRef,
    Opened,
    Press,
    Profile,
    Reacted,
    Removed,
    Said,
    Submission,
    Unsaid,
)
from tests.adapters.slack.payloads import command, event, message, picked, press, shortcut, submission

AT = datetime(2026, 3, 2, 9, 0, 0, 100, tzinfo=UTC)
CARD = MessageRef("slack:D01", "1772442000.000100")


# --- commands --------------------------------------------------------------------------------------------------


def test_a_command_brings_its_words_its_channel_and_the_right_to_open_a_form():
    arrival = read(command("pulse new"))
    assert arrival.workspace == "slack:T01"
    assert arrival.person == "slack:U01"
    assert arrival.what == Command("pulse new", "slack:C01", private=False, opener="1.2.abc")


def test_the_same_delivery_has_the_same_id_and_another_has_another():
    assert read(command()).id == read(command("anything")).id  # one trigger is one act
    assert read(command()).id != read(command(trigger_id="1.2.other")).id
    without = command()
    del without["trigger_id"]
    assert read(without).id == read(dict(without)).id != read({**without, "text": "join"}).id


def test_people_and_channels_in_a_command_stand_as_their_ids_and_typed_signs_as_typed():
    words = read(
        command("invite <@U02|bo> to <#C03|data> R&amp;D &lt;!channel&gt; <https://example.org>")
    ).what.words
    assert words == "invite slack:U02 to slack:C03 R&D <!channel> https://example.org"


def test__a_command_in_a_direct_conversation_is_private():
    assert read(command(channel_id="D01")).what.private


def test_people_of_an_organisation_have_ids_that_start_with_w():
    arrival = read(command(user_id="W0ORG", enterprise_id="E01"))
    assert arrival.person == "slack:W0ORG"


# --- presses ---------------------------------------------------------------------------------------------------


def test_a_press_brings_its_action_its_arguments_and_the_card():
    arrival = read(press())
    assert arrival.what == Press("pulse.answer", ("w1", "4"), (), CARD, "slack:D01", opener="1.2.press")


def test_a_button_that_carries_nothing_brings_nothing():
    assert read(press("help", None)).what.args == ()


@pytest.mark.parametrize(
    ("element", "chosen"),
    [
        ({"type": "static_select", "selected_option": {"value": "fast"}}, ("fast",)),
        ({"type": "static_select", "selected_option": None}, ()),
        ({"type": "overflow", "selected_option": {"value": "more"}}, ("more",)),
        ({"type": "users_select", "selected_user": "U02"}, ("slack:U02",)),
        ({"type": "users_select", "selected_option": {"value": "U02"}}, ("slack:U02",)),  # the local client
        ({"type": "conversations_select", "selected_conversation": "C02"}, ("slack:C02",)),
        ({"type": "channels_select", "selected_channel": "C02"}, ("slack:C02",)),
        ({"type": "multi_users_select", "selected_users": ["U02", "W03"]}, ("slack:U02", "slack:W03")),
        ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, ("a", "b")),
        ({"type": "checkboxes", "selected_options": []}, ()),
        ({"type": "datepicker", "selected_date": "2026-03-02"}, ("2026-03-02",)),
        ({"type": "timepicker", "selected_time": "09:30"}, ("09:30",)),
    ],
)
def test_a_menu_brings_what_was_chosen_and_its_arguments(element, chosen):
    what = read(picked(element)).what
    assert (what.action, what.args, what.chosen) == ("group.pick", ("c1",), chosen)


def test_a_press_in_a_thread_knows_the_thread():
    in_thread = {"type": "message", "ts": "1772442000.000100", "thread_ts": "1772441000.000100"}
    assert read(press(message=in_thread)).what.message.thread == "1772441000.000100"


@pytest.mark.parametrize(
    "home",
    [
        {"container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home"}},
        {
            "container": {"type": "message", "channel_id": ""},
            "channel": {"id": "", "name": ""},
        },  # the local client
    ],
)
def test_a_press_on_the_home_tab_stands_in_no_message(home):
    body = press(**home)
    del body["message"]
    what = read(body).what
    assert (what.message, what.channel) == (None, None)


def test_a_press_in_an_org_wide_install_finds_its_workspace_by_the_user():
    body = press(team=None, enterprise={"id": "E01"}, is_enterprise_install=True)
    assert read(body).workspace == "slack:T01"


def test_a_message_shortcut_brings_the_message_as_its_readers_saw_it():
    what = read(shortcut()).what
    assert what == Press(
        "story.capture",
        message=MessageRef("slack:C01", "1772442000.000200", "1772442000.000100"),
        channel="slack:C01",
        text="It worked & @cy saw it",
        author="slack:U02",
        opener="1.2.shortcut",
    )


def test_a_shortcut_on_a_bots_message_brings_neither_author_nor_words():
    """A story that was shown stays the teller's: its words are not copied where taking it back would not reach."""
    for bot in ({"bot_id": "B07"}, {"bot_id": "B07", "user": "U0BOT"}):
        body = shortcut()
        body["message"] = {"type": "message", "ts": "1.2", "text": "done", **bot}
        assert (read(body).what.author, read(body).what.text) == (None, "")


# --- forms -----------------------------------------------------------------------------------------------------


def test_a_form_brings_its_memo_and_its_answers_by_field():
    arrival = read(
        submission(
            {
                "name": {"name": {"type": "plain_text_input", "value": "Stewards <b>"}},
                "empty": {"empty": {"type": "plain_text_input", "value": None}},
                "rhythm": {"rhythm": {"type": "radio_buttons", "selected_option": {"value": "weekly"}}},
                "sponsor": {"sponsor": {"type": "users_select", "selected_user": "U09"}},
                "place": {"place": {"type": "conversations_select", "selected_conversation": "C09"}},
                "day": {"day": {"type": "datepicker", "selected_date": "2026-03-09"}},
                "days": {"days": {"type": "checkboxes", "selected_options": [{"value": "0"}]}},
                "days~2": {"days~2": {"type": "checkboxes", "selected_options": [{"value": "11"}]}},
                "none": {"none": {"type": "static_select", "selected_option": None}},
            }
        )
    )
    assert arrival.what == Submission(
        "community.new",
        ("slack:C01",),
        {
            "name": "Stewards <b>",
            "empty": None,
            "rhythm": "weekly",
            "sponsor": "slack:U09",
            "place": "slack:C09",
            "day": "2026-03-09",
            "days": ("0", "11"),
            "none": None,
        },
        "1.2.form",
    )


def test_a_form_that_is_closed_concerns_nobody():
    assert read({**submission(), "type": "view_closed"}) is None


# --- messages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "channel", "private"),
    [("channel", "C01", False), ("group", "G01", False), ("mpim", "C02", False), ("im", "D01", True)],
)
def test_a_message_is_heard_wherever_it_is_written(kind, channel, private):
    arrival = read(event(message(channel=channel, channel_type=kind)))
    assert arrival.what == Said(MessageRef(f"slack:{channel}", "1772442000.000100"), "hello", private=private)
    assert arrival.at == AT


def test_mentions_that_ring_somebody_are_told_once_each_and_not_the_author_nor_the_bot():
    said = read(
        event(message("<@U02> and <@W03|cy>, <@U02>! I am <@U01>; <@U0BOT> &lt;@U04&gt; <!channel>"))
    ).what
    assert said.mentions == ("slack:U02", "slack:W03")
    assert said.to_bot
    assert said.text == "@U02 and @cy, @U02! I am @U01; @U0BOT <@U04> @channel"


def test_a_mention_of_the_bot_arrives_twice_and_is_one_arrival():
    words = "<@U0BOT> help"
    heard = read(event(message(words, client_msg_id="x"), event_id="Ev1"))
    called = read(event({**message(words), "type": "app_mention"}, event_id="Ev2"))
    assert heard.id == called.id
    assert heard.what.to_bot and called.what.to_bot


def test_a_reply_names_its_thread_and_the_first_message_of_a_thread_does_not():
    assert read(event(message(thread_ts="1772441000.000100"))).what.message.thread == "1772441000.000100"
    assert read(event(message(thread_ts="1772442000.000100"))).what.message.thread is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_files_broadcasts_and_asides_are_said_too(subtype):
    assert isinstance(read(event(message(subtype=subtype))).what, Said)


@pytest.mark.parametrize(
    "subtype", ["channel_join", "channel_topic", "pinned_item", "message_replied", "new_one"]
)
def test_the_platforms_own_notes_are_let_go(subtype):
    assert read(event(message(subtype=subtype))) is None


def test_a_bots_message_is_told_apart_and_has_a_person():
    classic = message(subtype="bot_message", bot_id="B07")
    del classic["user"]
    arrival = read(event(classic))
    assert (arrival.person, arrival.what.by_bot) == ("slack:B07", True)
    modern = read(event(message(bot_id="B07", user="U07")))
    assert (modern.person, modern.what.by_bot) == ("slack:U07", True)
    assert read(event(message(user="USLACKBOT"))).what.by_bot
    assert not read(event(message())).what.by_bot


def changed(new, previous=None, **more):
    return event(
        {
            "type": "message",
            "subtype": "message_changed",
            "channel": "C01",
            "ts": "1772442009.000100",
            "event_ts": "1772442009.000100",
            "message": new,
            "previous_message": previous or message(),
            **more,
        }
    )


EDITED = {"user": "U01", "ts": "1772442005.000000"}


def test_an_edit_is_heard_as_the_same_message_edited_by_its_author():
    arrival = read(changed(message("better", edited=EDITED)))
    assert arrival.what == Said(MessageRef("slack:C01", "1772442000.000100"), "better", edited=True)
    assert arrival.person == "slack:U01"
    assert arrival.id != read(event(message())).id
    assert arrival.id == read(changed(message("better", edited=EDITED))).id


def test_what_is_no_edit_by_a_person_is_let_go():
    assert read(changed(message("with an unfurled link"))) is None
    assert read(changed(message("redrawn card", bot_id="B0", edited=EDITED))) is None
    once_more = message("hello", edited=EDITED)
    assert read(changed(once_more, previous=once_more)) is None


def test_a_deleted_message_is_unsaid_by_its_author():
    gone = event(
        {
            "type": "message",
            "subtype": "message_deleted",
            "channel": "C01",
            "deleted_ts": "1772442000.000100",
            "event_ts": "1772442010.000100",
            "previous_message": message(thread_ts="1772441000.000100"),
        }
    )
    arrival = read(gone)
    assert arrival.what == Unsaid(MessageRef("slack:C01", "1772442000.000100", "1772441000.000100"))
    assert arrival.person == "slack:U01"


def test_the_first_message_of_a_thread_leaves_a_tombstone_when_it_is_deleted():
    tombstone = message("This message was deleted.", subtype="tombstone", user="USLACKBOT")
    assert read(changed(tombstone)).what == Unsaid(MessageRef("slack:C01", "1772442000.000100"))


# --- other events ----------------------------------------------------------------------------------------------


def test_reactions_come_and_go():
    inner = {
        "user": "U01",
        "reaction": "tada",
        "item": {"type": "message", "channel": "C01", "ts": "1772442000.000100"},
        "item_user": "U02",
        "event_ts": "1772442001.000000",
    }
    added = read(event({"type": "reaction_added", **inner}))
    ref = MessageRef("slack:C01", "1772442000.000100")
    assert (added.id, added.what) == ("Ev01", Reacted(ref, "tada", "slack:U02", True))
    assert read(event({"type": "reaction_removed", **inner})).what.added is False
    on_file = {**inner, "type": "reaction_added", "item": {"type": "file", "file": "F1"}}
    assert read(event(on_file)) is None


def test_people_join_and_leave_channels():
    inner = {
        "user": "U01",
        "channel": "C01",
        "channel_type": "C",
        "team": "T01",
        "event_ts": "1772442001.000000",
    }
    assert read(event({"type": "member_joined_channel", **inner})).what == Joined("slack:C01")
    assert read(event({"type": "member_left_channel", **inner})).what == Left("slack:C01")


def test_only_the_home_tab_counts_as_opened():
    inner = {"type": "app_home_opened", "user": "U01", "channel": "D01", "event_ts": "1772442001.000000"}
    assert read(event({**inner, "tab": "home"})).what == Opened()
    assert read(event({**inner, "tab": "messages"})) is None


USER = {
    "id": "U01",
    "name": "ana",
    "deleted": False,
    "tz": "Europe/Lisbon",
    "locale": "pt-PT",
    "is_bot": False,
    "is_restricted": True,
    "profile": {"real_name": "Ana Sousa", "display_name": "Ana", "email": "ana@example.org"},
}


@pytest.mark.parametrize("kind", ["user_change", "team_join"])
def test_what_slack_tells_about_a_person_is_their_profile(kind):
    arrival = read(event({"type": kind, "user": USER, "event_ts": "1772442001.000000"}))
    assert arrival.person == "slack:U01"
    assert arrival.what == Profile(
        "Ana", "Europe/Lisbon", "pt-PT", False, True, False, "ana@example.org", False
    )


def test_a_person_without_a_display_name_has_their_real_one():
    user = {
        "id": "U01",
        "name": "ana",
        "profile": {"display_name": "", "real_name": "Ana Sousa"},
        "deleted": True,
    }
    what = read(event({"type": "user_change", "user": user})).what
    assert (what.name, what.deactivated, what.zone) == ("Ana Sousa", True, None)


def test_an_uninstall_and_a_revoked_bot_token_end_the_installation():
    assert read(event({"type": "app_uninstalled"})).what == Removed()
    assert (
        read(event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}})).what == Removed()
    )
    assert read(event({"type": "tokens_revoked", "tokens": {"oauth": ["U01"], "bot": []}})) is None


def test_an_event_in_a_shared_channel_belongs_to_the_workspace_that_installed_us():
    assert read(event(message(), team_id="T0OTHER")).workspace == "slack:T01"


def test_an_event_nobody_asked_for_is_let_go():
    assert read(event({"type": "emoji_changed"})) is None
    assert "emoji_changed" not in EVENTS


# --- what cannot be read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "unheard_of"},
        {"type": ["list"]},
        command(user_id=None),
        {"command": "/community", "text": "help"},
        command(text={"not": "text"}),
        press(actions=[]),
        press(actions="pressed"),
        press(value="not json"),
        press(value='{"an": "object"}'),
        press(action_id="#3"),
        press(user=None),
        {**submission(), "view": None},
        submission(state=None),
        submission({"x": "y"}),
        submission(private_metadata="garbage"),
        {**shortcut(), "callback_id": ""},
        event(message(ts="yesterday")),
        event(message(ts="1e400")),
        event(message(channel=None)),
        event(message(subtype=["list"])),
        event({"type": "reaction_added", "user": "U01"}),
        event({"no": "type"}),
        {"type": "event_callback"},
        event(message(), authorizations=[], team_id=None),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_nothing_else_is_raised(body):
    with pytest.raises(Malformed) as refused:
        read(body)
    assert refused.value.what


def test_words_hold_nothing_that_a_database_cannot_keep():
    arrival = read(event(message("a\x00b \ud800 c")))
    assert arrival.what.text == "ab ? c"


def test_a_message_full_of_brackets_is_read_in_no_time():
    assert plain_words("<" * 40_000) == "<" * 40_000
