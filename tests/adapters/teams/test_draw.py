"""What we believe about how Teams shows what is said: valid cards, nothing lost, and nobody rung by what others type."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.port import Malformed, Reader
from adapters.teams import fit, text
from adapters.teams.draw import MOST_REFRESHED, Refresh, draw_message
from adapters.teams.form import draw_form, pack, reask, unpack
from facilitation.voice import Slot, sentence
from facilitation.words import (
    Act,
    Heading,
    Message,
    Moment,
    OneOf,
    Open,
    Option,
    Prose,
    Quote,
    Small,
    Typed,
    Who,
)
from tests.adapters.teams.judges import library_faults, schema_faults
from tests.adapters.teams.sentences import (
    ANA,
    BEN,
    BOLD,
    CHANNEL,
    NASTY,
    OPTIONS,
    PLAIN,
    SAID,
    TITLE,
    TOLD,
    YES,
    every_field,
    everything,
)

Json = Any
READER = Reader(names={ANA: "Ana *<at>*", BEN: "Ben", CHANNEL: "Data / General"})
PLACES = {CHANNEL: "Data / General", "teams:19:other@thread.tacv2": "Data / Other"}


def parts(card: Json, kind: str) -> Iterator[Json]:
    """Every element of that type anywhere in the card."""
    if isinstance(card, dict):
        if card.get("type") == kind:
            yield card
        for one in card.values():
            yield from parts(one, kind)
    elif isinstance(card, list):
        for one in card:
            yield from parts(one, kind)


def shown(card: Json) -> str:
    """All the text a person reads."""
    found = [one["text"] for one in parts(card, "TextRun")] + [
        one["text"] for one in parts(card, "TextBlock")
    ]
    return "\n".join(found)


def all_cards() -> list[Json]:
    return [
        draw_message(everything(), READER),
        draw_message(everything("short"), READER),
        draw_message(Message(TITLE), READER),
        refreshed(Message(TITLE), Reader(language="pt-PT"), ANA),
        draw_form(every_field(), READER, PLACES),
        draw_form(every_field(""), READER, PLACES, inline=True),
        reask({**form_data(), "field.name": "typed"}, [("name", "Another name"), ("gone", "Nowhere")]),
    ]


def refreshed(message: Message, reader: Reader, *people: str) -> Json:
    (made,) = fit.draw_activities(message, reader, refresh=Refresh("test.look", ("a",), people))
    return made["attachments"][0]["content"]


def form_data(inline: bool = False) -> Json:
    return draw_form(every_field(), READER, PLACES, inline)["actions"][0]["data"]


def test_every_card_is_valid_adaptive_cards_1_5() -> None:
    assert [schema_faults(card) for card in all_cards()] == [[] for _ in all_cards()]


def test_the_library_reads_every_card_without_a_warning() -> None:
    assert library_faults(all_cards()) == [[] for _ in all_cards()]


def test_the_judges_notice_a_broken_card() -> None:
    broken = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "Input.Text"}, {"type": "Nonsense"}],
    }
    assert schema_faults(broken)
    assert len(library_faults([broken])[0]) == 2


# --- what a person typed ---------------------------------------------------------------------------------------


def test_what_a_person_typed_never_stands_bare_where_markdown_is_read() -> None:
    card = draw_message(everything(), READER)
    for block in parts(card, "TextBlock"):
        words = block["text"]
        assert "<at>Bob" not in words
        assert not re.search(r"(?<!\\)\]\(", words)
        assert "https://f" not in words
        assert "www.g" not in words


def test_only_those_we_mean_to_ring_are_rung() -> None:
    card = draw_message(everything("<at>Name</at> <at>Ben</at>"), READER)
    rung = [one["mentioned"]["id"] for one in card["msteams"]["entities"]]
    assert rung == [ANA.removeprefix("teams:")]
    told = [one["text"] for one in card["msteams"]["entities"]]
    for block in parts(card, "TextBlock"):
        assert sum(block["text"].count(one) for one in told) == block["text"].count("<at>")


def test_somebody_named_without_ringing_is_plain_text() -> None:
    card = draw_message(Message(TITLE, (Prose((TOLD(who=Who(BEN), what=Typed("x")),)),)), READER)
    assert "entities" not in card["msteams"]
    assert "Ben" in shown(card)


def test_what_a_person_typed_shows_as_typed() -> None:
    card = draw_message(Message(TITLE, (Prose((SAID(name=Typed("*x* <at>y</at>")),)), Quote("_z_"))), READER)
    assert "*x* <at>y</at>" in shown(card)
    assert "_z_" in shown(card)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab<>at/*_[]()`~#-+.&;!\\\n :lgt1w@|\"'"), max_size=40))
def test_no_text_whatever_makes_a_mention_a_link_or_an_entity_in_a_text_block(typed: str) -> None:
    words = text.escape(typed)
    assert "<at" not in words
    assert "://" not in words
    assert "&lt;" not in words
    unescaped = words.replace("\\\\", "")
    for mark in "*_[]`~":
        assert unescaped.count(mark) == unescaped.count("\\" + mark)


def test_our_own_markup_becomes_looks() -> None:
    runs = text.as_runs(text.spans(PLAIN, READER))
    assert [(run["text"], run.get("weight"), run.get("italic")) for run in runs] == [
        ("It is ", None, None),
        ("kept", "Bolder", None),
        (" and ", None, None),
        ("safe", None, True),
        (" with us.", None, None),
    ]
    bold = text.as_runs(text.spans(BOLD(name=Typed("*n*")), READER))
    assert (bold[0]["text"], bold[0]["weight"]) == ("*n*", "Bolder")


def test_an_hour_is_told_in_the_readers_own_zone() -> None:
    at = sentence("test.teams.when", Act.LOGISTICS, "At {at}.", at=Slot.MOMENT)(
        at=Moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    )
    assert text.plain(at, Reader(zone="Europe/Lisbon")) == "At Thursday 2 July, 00:30."
    assert text.plain(at, Reader(zone="Nowhere/Land")) == "At Wednesday 1 July, 23:30 UTC."
    assert text.plain(at, Reader("de", "Europe/Lisbon")) == "At Donnerstag, 2. Juli, 00:30."


# --- buttons, charts, refresh ----------------------------------------------------------------------------------


def test_no_set_holds_more_than_six_buttons_and_none_is_lost() -> None:
    card = draw_message(everything(), READER)
    sets = list(parts(card, "ActionSet"))
    assert all(len(one["actions"]) <= 6 for one in sets)
    assert sum(len(one["actions"]) for one in sets) == 8 + 2


def test_a_button_that_opens_a_form_asks_for_a_dialog() -> None:
    card = draw_message(everything(), READER)
    asking = [one for one in parts(card, "Action.Submit") if one["data"].get("msteams")]
    assert [one["data"]["msteams"] for one in asking] == [{"type": "task/fetch"}]
    assert asking[0]["data"]["args"] == ["a"]


def test_a_button_that_wants_confirming_shows_the_question_first() -> None:
    card = draw_message(everything(), READER)
    (asked,) = parts(card, "Action.ShowCard")
    assert "What would you like to keep?" in shown(asked)
    assert next(parts(asked["card"]["actions"], "Action.Execute"))["verb"] == "test.no"


def test_every_chart_may_be_dropped_and_says_the_same_in_words() -> None:
    card = draw_message(everything(), READER)
    kinds = ("Chart.Line", "Chart.VerticalBar", "Chart.VerticalBar.Grouped")
    charts = [next(parts(card, kind)) for kind in kinds]
    assert all(chart["fallback"] == "drop" for chart in charts)
    assert shown(card).count("It went from ") == 4  # the one of bands is drawn in letters everywhere
    assert [point["x"] for point in charts[0]["data"][0]["values"]] == ["1", "3"]


def test_a_card_is_refreshed_for_sixty_people_at_most() -> None:
    everybody = tuple(f"teams:29:{n}" for n in range(100))
    card = refreshed(Message(TITLE), READER, *everybody)
    assert len(card["refresh"]["userIds"]) == MOST_REFRESHED == 60
    assert card["refresh"]["userIds"][0] == "29:0"


# --- size ------------------------------------------------------------------------------------------------------


def test_what_fits_is_one_card() -> None:
    assert len(fit.draw_cards(everything(), READER)) == 1


@pytest.mark.parametrize(
    "words", ["wörd " * 40_000, "x" * 200_000, "漢" * 100_000, "😀 " * 50_000, "\\" * 60_000]
)
def test_a_message_of_200_kb_is_cut_and_every_word_arrives(words: str) -> None:
    message = Message(SAID(name=Typed(words)), (Heading(TITLE), Quote(words, ANA), Small((TITLE,))))
    cards = fit.draw_cards(message, READER)
    assert len(cards) > 1
    assert all(fit.size(fit.activity(card, "")) < 100_000 for card in cards)
    runs = [run["text"] for card in cards for run in parts(card, "TextRun") if run.get("italic")]
    assert "".join(runs) == words
    assert all(not faults for faults in map(schema_faults, cards[:3]))


def test_a_long_heading_a_long_fact_and_a_long_paragraph_are_cut_too() -> None:
    long = "word " * 30_000
    message = replace(everything(long), summary=TITLE)
    cards = fit.draw_cards(message, READER)
    assert all(fit.size(card) < 100_000 for card in cards)
    assert all(not faults for faults in map(schema_faults, cards))
    assert sum(len(list(parts(card, "Chart.Line"))) for card in cards) == 1
    presses = [one["verb"] for card in cards for one in parts(card, "Action.Execute")]
    assert presses.count("test.menu") == 1


@settings(max_examples=15, deadline=None)
@given(st.integers(3_000, 60_000), st.text(st.sampled_from('ab \\😀漢"<'), min_size=1, max_size=60))
def test_cutting_loses_nothing_at_any_budget(budget: int, piece: str) -> None:
    words = piece * 700
    element = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": words}]}
    cut = fit.cut(element, budget)
    assert "".join(run["text"] for one in cut for run in one["inlines"]) == words
    assert all(fit.size(one) <= budget for one in cut)


def test_the_parts_of_a_cut_message_are_numbered() -> None:
    cards = fit.draw_cards(Message(TITLE, (Quote("word " * 30_000),)), READER)
    assert f"Part 1 of {len(cards)}." in shown(cards[0])
    assert f"Part {len(cards)} of {len(cards)}." in shown(cards[-1])


def test_drawing_the_biggest_ordinary_message_is_quick() -> None:
    """Drawing runs on the event loop: it must stay far under the 50 ms nobody may block it."""
    message = Message(TITLE, tuple(Quote("word " * 100, ANA) for _ in range(60)))
    fit.draw_cards(message, READER)
    started = time.perf_counter()
    fit.draw_cards(message, READER)
    assert time.perf_counter() - started < 0.05


# --- forms -----------------------------------------------------------------------------------------------------


def test_a_form_asks_every_field_once_and_carries_its_memo() -> None:
    card = draw_form(every_field(), READER, PLACES)
    asked = [one["id"] for one in card["body"] if "id" in one]
    assert asked == [
        f"field.{n}" for n in ("name", "purpose", "one", "of_many", "many", "who", "where", "when")
    ]
    assert form_data()["memo"] == ["memo", "of two"]
    assert form_data()["kinds"] == {
        "name": "one",
        "purpose": "one",
        "one": "one",
        "of_many": "one",
        "many": "many",
        "who": "person",
        "where": "channel",
        "when": "one",
    }


def test_a_dialog_submits_and_a_form_in_the_chat_executes() -> None:
    assert draw_form(every_field(), READER, PLACES)["actions"][0]["type"] == "Action.Submit"
    assert draw_form(every_field(), READER, PLACES, inline=True)["actions"][0]["type"] == "Action.Execute"


def test_a_form_asked_again_keeps_what_was_filled_in_and_says_what_would_be_right() -> None:
    again = reask(
        {**form_data(), "field.name": "mine", "field.many": "1,3"}, [("name", "Another name, please.")]
    )
    by_id = {one.get("id"): one for one in again["body"]}
    assert by_id["field.name"]["value"] == "mine"
    assert by_id["field.many"]["value"] == "1,3"
    at = again["body"].index(by_id["field.name"])
    assert shown(again["body"][at - 1]) == "Another name, please."
    twice = reask({**again["actions"][0]["data"], "field.name": "third"}, [])
    assert "Another name, please." not in shown(twice)


@pytest.mark.parametrize(
    "packed",
    [
        "",
        "%%%",
        pack([]),
        pack({"body": 1}),
        pack({"body": ["x"]}),
        pack({"body": [], "pad": "0" * 10_000_000}),
    ],
    ids=["nothing", "no base64", "a list", "no body", "no elements", "a bomb"],
)
def test_a_card_that_is_not_ours_is_not_opened(packed: str) -> None:
    with pytest.raises(Malformed):
        unpack(packed)


def test_few_options_are_shown_at_once_and_many_in_a_list() -> None:
    def style(count: int) -> str:
        form = replace(
            every_field(), fields=(OneOf("x", TITLE, tuple(Option(YES, str(n)) for n in range(count))),)
        )
        return str(draw_form(form, READER, PLACES)["body"][0]["style"])

    assert (style(3), style(4)) == ("expanded", "compact")
    assert len(OPTIONS) == 5
    assert Open(every_field()).form.id == "test.form"


def test_nothing_drawn_holds_the_nasty_words_in_a_title_that_reads_markup() -> None:
    card = draw_message(Message(SAID(name=Typed(NASTY)), ()), READER)
    assert json.dumps(card, ensure_ascii=False).count("<at>") <= card["fallbackText"].count("<at>") + 1
