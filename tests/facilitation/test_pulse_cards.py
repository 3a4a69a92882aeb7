"""A button carries answers of a scale, and never words that somebody wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.pulse.cards import WORDS, is_short, pack, unpack

VALUES = st.sampled_from(["1", "5", "x", "0", "9", "10", WORDS])
ITEMS = st.from_regex(r"[A-Z]{2}[1-9]", fullmatch=True)


@pytest.mark.parametrize(("value", "short"), [("4", True), ("x", True), ("10", True), ("100", False), ("no", False),
                                              ("", False), ("1a", False)])  # fmt: skip
def test_one_letter_or_two_digits_are_a_value(value: str, short: bool) -> None:
    assert is_short(value) is short


@given(st.dictionaries(ITEMS, VALUES, max_size=4))
def test_what_was_packed_comes_back(answers) -> None:
    assert unpack(pack(answers)) == answers


@given(st.dictionaries(ITEMS, st.text(min_size=3), max_size=4))
def test_words_stay_behind(answers) -> None:
    told = {item: value for item, value in answers.items() if not is_short(value)}
    assert unpack(pack(told)) == dict.fromkeys(told, WORDS)


def test_the_shape_is_items_and_values_and_what_is_not_of_it_is_passed_over() -> None:
    assert pack({"ID1": "4", "EF2": "x", "own": "Because"}) == f"ID1=4.EF2=x.own={WORDS}"
    assert unpack("ID1=4..=5.EF2.BE3=no.PS1=10") == {"ID1": "4", "PS1": "10"}
