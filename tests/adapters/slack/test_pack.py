"""What a button or a form carries for itself comes back as it went, or is refused before it is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.port import Malformed
from adapters.slack.pack import Memo, Origin, Pressed, TooLong, unpack_args
from facilitation.words import MessageRef

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
args = st.lists(words, max_size=6).map(tuple)
names = st.text("abcdefghijklmnopqrstuvwxyz._", min_size=1, max_size=60)


@given(names, args, st.integers(1, 999))
def test_a_button_comes_back_as_it_went(name, carried, place):
    pressed = Pressed(name, carried)
    action = {"type": "button", "action_id": pressed.action_id(place), "value": pressed.value() or None}
    assert Pressed.unpack(action) == pressed


@given(names, st.lists(st.text("ab-", max_size=20), max_size=6).map(tuple), st.integers(1, 999))
def test_a_menu_carries_its_arguments_in_the_id_of_its_block(name, carried, place):
    pressed = Pressed(name, carried)
    action = {
        "type": "static_select",
        "action_id": pressed.action_id(place),
        "block_id": pressed.block_id(place),
    }
    assert Pressed.unpack(action) == pressed


def test_ids_in_one_message_differ_by_their_place_alone():
    pressed = Pressed("pulse.answer", ("w1", "4"))
    assert pressed.action_id(1) != pressed.action_id(2)
    assert pressed.block_id(1) != pressed.block_id(2)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: Pressed("x" * 260).action_id(1),
        lambda: Pressed("x", ("y" * 2001,)).value(),
        lambda: Pressed("x", ("y" * 260,)).block_id(1),
        lambda: Memo(("y" * 3001,)).pack(),
    ],
)
def test_what_does_not_fit_is_refused_and_never_shortened(draw):
    with pytest.raises(TooLong):
        draw()


def test_what_fits_exactly_fits():
    assert len(Pressed("x", ("y" * 1996,)).value()) == 2000


@pytest.mark.parametrize("value", ["[", "3", '{"a": 1}', "[1]", '["a", null]', "\ud800"])
def test_a_value_that_is_not_ours_is_refused(value):
    with pytest.raises(Malformed):
        unpack_args(value)


CARD = MessageRef("slack:D01", "1.2")


@pytest.mark.parametrize(
    "origin", [Origin(), Origin("https://hooks.slack.com/x"), Origin("https://x", CARD), Origin("", CARD)]
)
@given(carried=args)
def test_a_form_comes_back_with_its_memo_and_where_it_was_opened(origin, carried):
    assert Memo.unpack(Memo(carried, origin).pack()) == Memo(carried, origin)


def test_a_long_memo_is_worth_more_than_where_it_was_opened():
    memo = Memo(("y" * 2950,), Origin("https://hooks.slack.com/" + "x" * 80))
    assert Memo.unpack(memo.pack()) == Memo(memo.memo)


@pytest.mark.parametrize("packed", ["{", "[]", "[1,2]", "[[1],[]]", '[["a"]]', '[["a"],[],[]]', "null"])
def test_a_memo_that_is_not_ours_is_refused(packed):
    with pytest.raises(Malformed):
        Memo.unpack(packed)
