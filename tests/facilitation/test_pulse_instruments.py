"""What a pulse asks: ten constructs as data, everybody's turn, never too much, and never without a way not to answer."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from facilitation.pulse.asking import preview
from facilitation.pulse.cards import item_card
from facilitation.pulse.instruments import AGREEMENT, BANK, OWN, RATING, OwnQuestion, Scale
from facilitation.pulse.rotation import form_for
from facilitation.pulse.wave import MOST_ITEMS, Wave
from facilitation.voice import pulse as voice
from facilitation.voice.catalogue import plain
from facilitation.voice.pulse_items import MEASURES
from facilitation.words import Buttons, Message, Phrase, Prose, Small, Typed

NOW = datetime(2026, 9, 7, 9, tzinfo=UTC)
TEN = {"ID", "EF", "EM", "SU", "PR", "BE", "PS", "DL", "VC", "VA"}
DENIES = re.compile(r"\b(not|no|never|nobody|nothing|without|hardly|\w+n[’']t)\b", re.IGNORECASE)


def wave(*measures: str, turn: int = 0, community: str = "c1", own: OwnQuestion | None = None) -> Wave:
    name = f"w{community}{turn}{'-'.join(measures)}"
    turns = (turn,) * len(measures)
    return Wave(
        name, community, "Data stewards", turn, measures, turns, "u", NOW, NOW, problem="lost keys", own=own
    )


def said(message: Message) -> str:
    lines = [part.phrases for part in message.parts if isinstance(part, Prose | Small)]
    return " ".join(plain(one) for phrases in lines for one in phrases)


def labels(message: Message) -> list[str]:
    return [plain(one.label) for part in message.parts if isinstance(part, Buttons) for one in part.buttons]


def test_the_ten_constructs_each_have_their_statements_their_scale_and_their_source() -> None:
    assert set(BANK) == TEN and set(MEASURES) >= TEN
    for key, one in BANK.items():
        assert len(one.items) == len(set(one.items)) >= 3 and all(item[:2] == key for item in one.items)
        assert re.search(r"\d{4}|Goddard", one.source)
    assert BANK["VC"].scale is Scale.YES_NO and len(BANK["VC"].items) == 5  # the five cycles
    assert {one.scale for key, one in BANK.items() if key != "VC"} == {Scale.AGREEMENT} and len(
        AGREEMENT
    ) == 5


def test_every_statement_says_something_good_so_that_agreeing_is_always_more() -> None:
    for one in BANK.values():
        for item in one.items:
            slots = (("problem", Phrase("pulse.problem", (("problem", Typed("lost keys")),))),)
            text = plain(Phrase(f"pulse.item.{item}", slots if one.about_problem else ()))
            assert not DENIES.search(text), text


OWNS = (
    OwnQuestion("Which calls?", Scale.CHOICE, ("Short", "Long")),
    OwnQuestion("Calls help me.", Scale.AGREEMENT),
    OwnQuestion("What would help?", Scale.OPEN),
)
EVERY = [wave(one) for one in (*sorted(TEN), RATING)] + [wave(OWN, own=one) for one in OWNS]


@pytest.mark.parametrize("asked", EVERY, ids=lambda one: f"{one.measures[0]}-{one.scale_of(one.measures[0])}")
def test_every_scale_lets_one_say_that_it_does_not_apply_or_that_one_would_rather_not(asked: Wave) -> None:
    card = item_card(asked, form_for(asked, "slack:U1"), 0, {})
    assert {plain(voice.DOES_NOT_APPLY), plain(voice.RATHER_NOT)} <= set(labels(card)), labels(card)


@pytest.mark.parametrize("own", OWNS, ids=lambda one: one.scale.value)
def test_a_conveners_own_question_is_in_the_preview_and_marked_as_theirs_on_the_card(
    own: OwnQuestion,
) -> None:
    asked = wave("ID", OWN, own=own)
    assert f"Yours: {own.words}" in said(preview(asked, 12)).replace("“", "").replace("”", "")
    form = form_for(asked, "slack:U1")
    card = item_card(asked, form, form.index(OWN), {})
    assert own.words in said(card) and "convener" in said(card).lower()


def test_everybody_gets_one_statement_of_every_construct_and_all_in_turn() -> None:
    met: Counter[str] = Counter()
    for person in range(600):
        forms = [form_for(wave("ID", "BE", "VC", turn=turn), f"slack:U{person}") for turn in range(5)]
        assert all([item[:2] for item in form] == ["ID", "BE", "VC"] for form in forms)
        for at, key, turns in ((0, "ID", 3), (1, "BE", 3), (2, "VC", 5)):
            assert sorted(form[at] for form in forms[:turns]) == list(BANK[key].items)
        met.update(forms[0])
    assert all(160 <= met[item] <= 240 for key in ("ID", "BE") for item in BANK[key].items)  # a third of 600
    assert all(85 <= met[item] <= 155 for item in BANK["VC"].items)


def test_nobody_is_asked_more_than_four_statements_in_any_four_weeks_over_all_communities() -> None:
    """The room that ``open_wave`` gives, over a random year of a person in three communities."""
    for seed in range(200):
        luck, asked = Random(seed), list[tuple[datetime, int]]()
        for turn in range(40):
            at = NOW + timedelta(days=turn * 9, hours=luck.randint(0, 200))
            since = (at - timedelta(weeks=4)).date()
            recent = sum(count for when, count in asked if when.date() > since)
            measures = luck.sample(sorted(TEN), luck.randint(1, 3))
            one = wave(*measures, turn=turn, community=f"c{turn % 3}")
            form = form_for(one, "slack:U1", MOST_ITEMS - recent)
            asked.append((at, len(form)))
        for at, _ in asked:
            days = [(when.date() - at.date()).days for when, _ in asked]
            within = [count for day, (_, count) in zip(days, asked, strict=True) if -28 < day <= 0]
            assert sum(within) <= MOST_ITEMS
        assert sum(count for _, count in asked) > 20
