"""How far leadership is shared: in people's worth of topics, silent below five, careful below fifteen."""

from __future__ import annotations

from math import isclose, log

from hypothesis import given
from hypothesis import strategies as st

from facilitation.leadership import BEYOND, FEW, FEWEST, WOBBLE, Opened, change, evenness, shared, worth

COUNTS = st.lists(st.integers(0, 9), max_size=20)


def opened(*counts: int, by_others: int = 0, handed_over: int = 0) -> Opened:
    return Opened({f"U{n}": count for n, count in enumerate(counts)}, by_others, handed_over)


@given(COUNTS)
def test_worth_lies_between_one_and_everybody_and_evenness_between_nought_and_one(counts) -> None:
    said = opened(*counts)
    assert said.topics == sum(counts) and said.people == sum(one > 0 for one in counts)
    if not said.people:
        assert worth(said) == evenness(said) == 0.0
        return
    assert 1 - 1e-9 <= worth(said) <= said.people + 1e-9
    assert -1e-9 <= evenness(said) <= 1 + 1e-9


def test_alike_is_everybodys_and_one_alone_is_one() -> None:
    assert worth(opened(3, 3, 3)) == 3.0 and isclose(evenness(opened(3, 3, 3, 0)), 1.0)
    assert worth(opened(7, 0)) == 1.0 and evenness(opened(7, 0)) == 0.0
    assert isclose(worth(opened(3, 1)), 1.6)
    assert isclose(evenness(opened(3, 1)), -(0.75 * log(0.75) + 0.25 * log(0.25)) / log(2))
    assert 0 < evenness(opened(3, 1)) < evenness(opened(2, 1)) < 1


def test_below_five_people_nothing_is_said() -> None:
    assert shared(opened(*[1] * (FEWEST - 1)), None) is None
    said = shared(opened(*[1] * FEWEST, by_others=2, handed_over=1), None)
    assert said is not None
    assert (said.worth, said.by_others, said.handed_over, said.change) == (5.0, 0.4, 1, None)
    assert shared(opened(5, 1, 1, 1, 1), None).worth == 2.8  # 81/29 = 2.79…


def test_a_change_is_told_from_fifteen_people_in_both_quarters_and_beyond_the_wobble() -> None:
    alike, uneven = opened(*[2] * FEW), opened(200, *[1] * (FEW - 1))
    assert change(alike, uneven) == 1 and change(uneven, alike) == -1 and change(alike, alike) == 0
    assert change(alike, None) is None
    few = opened(*[2] * (FEW - 1))
    assert change(alike, few) is None and change(few, alike) is None
    nearly = opened(4, *[2] * (FEW - 1))
    assert evenness(alike) - evenness(nearly) < BEYOND * WOBBLE
    assert change(alike, nearly) == change(nearly, alike) == 0
