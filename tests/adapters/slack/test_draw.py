"""Messages, Home and forms as Slack's blocks: what is live, what is shortened, what goes on the next page."""

from datetime import date

import pytest

from adapters.port import Reader
from adapters.slack.draw import draw_home, draw_message, draw_note
from adapters.slack.form import draw_errors, draw_form
from adapters.slack.pack import Memo, Origin, TooLong
from adapters.slack.text import Paper
from facilitation.voice import surface
from facilitation.voice.catalogue import Translation
from facilitation.voice.community import HELP_LINE
from facilitation.words import (
    Button,
    Buttons,
    ChannelField,
    Chart,
    DateField,
    Facts,
    Form,
    Heading,
    Line,
    Listing,
    ManyOf,
    Menu,
    Message,
    Note,
    OneOf,
    Option,
    PersonField,
    Picture,
    Prose,
    Quote,
    Rule,
    Small,
    Typed,
)
from tests.harness.slack_rules import message_faults, view_faults

PAPER = Paper()
YES, NO = surface.CLOSE, surface.CANCEL  # "Close" and "Cancel" stand for any label
HOSTILE = "<!channel> <@U123> *x*"


def said(words: str):
    """A sentence of the catalogue with somebody's words in it."""
    return HELP_LINE(word=Typed(words), meaning=YES)


def blocks(*parts, **paper):
    (page,) = draw_message(Message(surface.NAME, parts), Paper(**paper))
    assert message_faults(page) == []
    return page["blocks"]


def block(*parts, **paper):
    (only,) = blocks(*parts, **paper)
    return only


# --- parts -----------------------------------------------------------------------------------------------------


def test_a_charter_that_would_ring_everybody_shows_as_typed_and_rings_nobody():
    assert block(Quote(HOSTILE)) == {
        "type": "section",
        "text": {"type": "plain_text", "text": f"“{HOSTILE}”", "emoji": True},
    }
    assert block(Prose((said(HOSTILE),)))["text"]["type"] == "plain_text"
    assert HOSTILE in block(Prose((said(HOSTILE),)))["text"]["text"]
    assert HOSTILE in block(Facts(((YES, said(HOSTILE)),)))["fields"][0]["text"]
    (page,) = draw_message(Message(said(HOSTILE)), PAPER)
    assert "&lt;!channel&gt; &lt;@U123&gt; ∗x∗" in page["text"]


def test_somebodys_words_are_set_off_line_by_line_and_marked_as_theirs():
    quote, by = blocks(Quote("first\nsecond", "slack:U01"))
    assert quote["text"]["text"] == "> first\n> second"
    assert by == {"type": "context", "elements": [{"type": "mrkdwn", "text": "— <@U01>", "verbatim": True}]}


def test_whoever_is_quoted_is_named_exactly_and_a_name_without_end_is_shortened():
    names = Reader(names={"slack:U01": "Ana *A* <b>", "slack:U02": "&" * 5000})
    _, by = blocks(Quote("words", "slack:U01"), reader=names, rings=True)
    assert by["elements"] == [{"type": "plain_text", "text": "— Ana *A* <b>", "emoji": True}]
    _, by = blocks(Quote("words", "slack:U02"), reader=names, rings=True)
    assert by["elements"][0]["text"] == "— " + "&" * 79 + "…"


def test_a_heading_is_a_header_unless_it_is_too_long_for_one():
    assert block(Heading(YES))["type"] == "header"
    assert block(Heading(said("x" * 200)))["type"] == "section"


def test_facts_stand_in_pairs_ten_to_a_block_and_long_ones_on_their_own():
    twelve = Facts(tuple((YES, NO) for _ in range(12)))
    assert [len(one["fields"]) for one in blocks(twelve)] == [10, 2]
    kinds = [sorted(one) for one in blocks(Facts(((YES, NO), (YES, said("long " * 500)), (YES, NO))))]
    assert kinds == [["fields", "type"], ["text", "type"], ["fields", "type"]]


def test_buttons_carry_their_arguments_and_their_ids_differ():
    pressed = Button(YES, "pulse.answer", ("w1", "4"), style="primary", spoken=NO)
    one, two = block(Buttons((pressed, pressed)))["elements"]
    assert one == {
        "type": "button",
        "action_id": "pulse.answer#1",
        "text": {"type": "plain_text", "text": "Close", "emoji": True},
        "value": '["w1","4"]',
        "style": "primary",
        "accessibility_label": "Cancel",
    }
    assert two["action_id"] == "pulse.answer#2"


def test_a_button_that_asks_first_says_what_yes_and_no_are():
    confirm = block(Buttons((Button(YES, "leave", confirm=said("the group")),)))["elements"][0]["confirm"]
    assert (confirm["title"]["text"], confirm["confirm"]["text"], confirm["deny"]["text"]) == (
        "Close",
        "Close",
        "Cancel",
    )


def test_a_long_label_ends_in_an_ellipsis():
    label = block(Buttons((Button(said("x" * 100), "a"),)))["elements"][0]["text"]["text"]
    assert len(label) == 75 and label.endswith("…")


def test_a_button_that_carries_too_much_is_refused_by_name():
    with pytest.raises(TooLong, match=r"pulse\.answer takes 3004 characters, Slack gives 2000"):
        draw_message(Message(YES, (Buttons((Button(YES, "pulse.answer", ("x" * 3000,)),)),)), PAPER)


def test_a_menu_stands_beside_its_label_and_keeps_what_was_picked():
    options = (Option(YES, "a"), Option(NO, "b"))
    drawn = block(Menu(YES, "group.pick", options, ("c1",), picked="b"))
    assert (drawn["block_id"], drawn["accessory"]["action_id"]) == ('["c1"]#1', "group.pick#1")
    assert drawn["accessory"]["initial_option"]["value"] == "b"


def test_menus_of_people_and_channels_use_slacks_own_pickers():
    person = block(Menu(YES, "p", of="person", picked="slack:U01"))["accessory"]
    assert (person["type"], person["initial_user"]) == ("users_select", "U01")
    place = block(Menu(YES, "c", of="channel", picked="teams:19:x"))["accessory"]
    assert place["type"] == "conversations_select"
    assert "initial_conversation" not in place


def test_over_a_hundred_options_are_put_into_groups_and_all_are_there():
    options = tuple(Option(YES, str(at)) for at in range(250))
    groups = block(Menu(YES, "m", options))["accessory"]["option_groups"]
    assert [group["label"]["text"] for group in groups] == ["1–100", "101–200", "201–250"]
    assert sum(len(group["options"]) for group in groups) == 250


def test_a_menu_without_options_is_only_its_label():
    assert "accessory" not in block(Menu(YES, "m"))


def test_a_picture_always_has_words_for_those_who_do_not_see_it():
    assert block(Picture("https://example.org/x.png", YES))["alt_text"] == "Close"
    assert block(Picture("slack:F01", YES))["slack_file"] == {"id": "F01"}
    assert block(Picture("house:chart", YES))["type"] == "context"


def test_small_print_and_lines():
    assert [one["type"] for one in blocks(Small((YES, NO)), Rule())] == ["context", "divider"]


def test_a_message_without_parts_says_its_summary():
    assert block()["text"]["text"] == "Evener"


# --- charts ----------------------------------------------------------------------------------------------------

ENERGY = Chart("line", YES, ("w1", "w2", "w3"), ((NO, (1.0, 3.0, 5.0)),), said("rising"), 1.0, 5.0)


def test_a_chart_is_drawn_in_characters_and_said_in_words():
    title, lines, twin = blocks(ENERGY)
    assert title["text"]["text"] == "Close"
    assert lines["text"]["text"] == "▁▅█ 5  Cancel"
    assert "rising" in twin["elements"][0]["text"]


def test_bars_have_a_line_each_and_a_gap_is_a_gap():
    bars = Chart("bars", YES, ("Mon", "Tue"), ((NO, (2.0, None)),), YES, 0.0, 4.0)
    assert blocks(bars)[1]["text"]["text"] == "▇▇▇▇▇▇ 2  Mon\n·  Tue"


def test_a_quarter_of_bars_takes_one_line():
    weeks = tuple(f"week {n}" for n in range(1, 14))
    bars = Chart("bars", YES, weeks, ((NO, (0.0,) * 11 + (1.0, 2.0)),), YES, 0.0)
    assert blocks(bars)[1]["text"]["text"] == "week 1 ▁▁▁▁▁▁▁▁▁▁▁▅█ week 13"


def test_where_the_client_draws_charts_it_gets_one_and_keeps_the_words():
    chart, twin = blocks(ENERGY, charts=True)
    assert chart == {
        "type": "data_visualization",
        "title": "Close",
        "chart": {
            "type": "line",
            "series": [
                {"name": "Cancel", "data": [{"label": "w1", "value": 1.0}, {"label": "w2", "value": 3.0}, {"label": "w3", "value": 5.0}]}
            ],
            "axis_config": {"categories": ["w1", "w2", "w3"]},
        },
    }  # fmt: skip
    assert twin["type"] == "context"


def test_a_chart_that_slack_cannot_draw_and_the_third_in_a_message_fall_back_to_characters():
    gap = Chart("line", YES, ("a", "b"), ((NO, (1.0, None)),), YES)
    assert [one["type"] for one in blocks(gap, charts=True)] == ["section", "section", "context"]
    kinds = [one["type"] for one in blocks(ENERGY, ENERGY, ENERGY, charts=True)]
    assert kinds.count("data_visualization") == 2


# --- letters of one width --------------------------------------------------------------------------------------


def test_bands_are_drawn_in_letters_and_said_in_words():
    row = ((NO, (3.5, 4.0, 4.5, 3.0)), (YES, (2.0, 3.0, 5.0, None)))
    bands = Chart("bands", YES, ("low", "figure", "high", "before"), row, said("in words"), 1.0, 5.0)
    title, drawn, twin = blocks(bands, charts=True)
    assert drawn["text"]["text"].splitlines() == [
        "1 ┄┄┄┄○━●━┄ 5 · Cancel 4",
        "1 ┄┄━━●━━━━ 5 · Close 3",
    ]
    assert title["text"]["text"] == "Close" and "in words" in twin["elements"][0]["text"]


def test_a_listing_keeps_every_letter_and_its_fence_cannot_be_closed_from_inside():
    lines = "a,b_c\n```<!channel>,*x*"
    (drawn,) = blocks(Listing(lines, YES))
    assert drawn["text"]["text"] == "```\na,b_c\nˋˋˋ&lt;!channel&gt;,*x*\n```"
    long = blocks(Listing("\n".join(f"line {n}" for n in range(600)), YES))
    assert len(long) > 1 and all(one["text"]["text"].count("```") == 2 for one in long)


# --- pages -----------------------------------------------------------------------------------------------------


def test_many_short_paragraphs_move_together_before_a_second_page_is_begun():
    many = tuple(part for _ in range(40) for part in (Prose((YES,)), Rule()))
    (page,) = draw_message(Message(YES, many), PAPER)
    assert len(page["blocks"]) == 1
    assert page["blocks"][0]["text"]["text"].count("Close") == 40


def test_what_cannot_move_together_goes_on_the_next_page_and_nothing_is_lost():
    many = tuple(
        part for at in range(60) for part in (Prose((said(f"n{at}"),)), Buttons((Button(YES, f"a{at}"),)))
    )
    pages = draw_message(Message(YES, many), PAPER)
    assert [len(page["blocks"]) for page in pages] == [50, 50, 20]
    assert all(message_faults(page) == [] for page in pages)


def test_a_page_holds_at_most_twelve_thousand_characters():
    pages = draw_message(Message(YES, tuple(Prose((said("x" * 2800),)) for _ in range(9))), PAPER)
    assert [len(page["blocks"]) for page in pages] == [4, 4, 1]


def test_home_has_room_for_a_hundred_blocks_and_says_when_there_is_more():
    many = tuple(part for at in range(60) for part in (Prose((YES,)), Buttons((Button(YES, f"a{at}"),))))
    home = draw_home(Message(YES, many), PAPER)
    assert len(home["blocks"]) == 100
    assert home["blocks"][-1]["text"]["text"] == "continued"
    assert view_faults(home) == []


def test_a_note_is_a_window_that_is_only_closed():
    note = draw_note(Message(YES), PAPER)
    assert view_faults(note) == []
    assert "submit" not in note


# --- forms -----------------------------------------------------------------------------------------------------


def form(*fields, **more):
    view = draw_form(Form("community.new", YES, NO, fields, **more), PAPER)
    assert view_faults(view) == []
    return view


def test_every_field_is_a_block_named_after_it():
    options = (Option(YES, "a"), Option(NO, "b"))
    view = form(
        Note((YES,)),
        Line("name", YES, hint=NO, value="Data *x*", most=80),
        OneOf("rhythm", YES, options, picked="b"),
        ManyOf("days", YES, options, picked=("a",)),
        PersonField("sponsor", YES, picked="slack:U01", optional=True),
        ChannelField("place", YES, picked="slack:C01"),
        DateField("day", YES, value=date(2026, 3, 2)),
    )
    inputs = {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}
    assert list(inputs) == ["name", "rhythm", "days", "sponsor", "place", "day"]
    assert inputs["name"]["initial_value"] == "Data *x*"
    assert inputs["rhythm"]["initial_option"]["value"] == "b"
    assert [one["value"] for one in inputs["days"]["initial_options"]] == ["a"]
    assert inputs["sponsor"]["initial_user"] == "U01"
    assert inputs["place"]["initial_conversation"] == "C01"
    assert inputs["day"]["initial_date"] == "2026-03-02"


def test_a_form_remembers_where_it_was_opened():
    origin = Origin("https://hooks.slack.com/x")
    view = draw_form(Form("f", YES, NO, (Line("a", YES),), memo=("m1",)), PAPER, origin)
    assert Memo.unpack(view["private_metadata"]) == Memo(("m1",), origin)


def test_few_options_are_radio_buttons_and_many_a_drop_down():
    options = tuple(Option(YES, str(at)) for at in range(7))
    kinds = [
        one["element"]["type"]
        for one in form(OneOf("a", YES, options[:6]), OneOf("b", YES, options))["blocks"]
    ]
    assert kinds == ["radio_buttons", "static_select"]


def test_many_choices_of_many_are_checkboxes_in_several_blocks():
    options = tuple(Option(YES, str(at)) for at in range(25))
    drawn = form(ManyOf("kinds", YES, options, picked=("3", "12"), optional=False))["blocks"]
    assert [one["block_id"] for one in drawn] == ["kinds", "kinds~2", "kinds~3"]
    assert [len(one["element"]["options"]) for one in drawn] == [10, 10, 5]
    assert all(one["optional"] for one in drawn)


def test_a_value_longer_than_may_be_typed_can_still_be_sent_back():
    element = form(Line("a", YES, value="x" * 90, most=80))["blocks"][0]["element"]
    assert element["max_length"] == 90


def test_errors_stand_at_their_fields_and_none_is_lost():
    view = form(Line("name", YES), Line("purpose", YES))
    errors = draw_errors(view, (("name", YES), ("elsewhere", NO), ("purpose", YES)), PAPER)
    assert errors == {"name": "Close", "purpose": "Cancel Close"}


def test_labels_are_said_in_the_readers_language():
    reader = Reader(language="de", translate=Translation("de", {"surface.cancel": ("Abbrechen",)}))
    view = draw_form(Form("f", YES, YES, (Line("a", YES),)), Paper(reader))
    assert view["close"]["text"] == "Abbrechen"
