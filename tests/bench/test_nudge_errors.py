"""How often a kind of nudge is retired that helps, and kept that does not: the error rates named in decision 0040.

Two years of 20 offers a week (about 80 communities), one in five left out, looked at every week, 300 histories each.
"""

from __future__ import annotations

import numpy as np
import pytest

from facilitation.nudges.measure import Tally, Verdict, verdict

WEEKS, A_WEEK, HISTORIES = 104, 20, 300


def retired_in(base: float, gain: float, luck: np.random.Generator) -> int | None:
    """The week in which one kind retired; None when it was kept. ``base``: share with the wanted state when left out."""
    offers = luck.poisson(A_WEEK, WEEKS)
    left_out = luck.binomial(offers, 0.2)
    columns = (
        offers - left_out,
        luck.binomial(offers - left_out, base + gain),
        left_out,
        luck.binomial(left_out, base),
    )
    for week, row in enumerate(np.cumsum(columns, axis=1).T):
        if verdict(Tally("no_rhythm", *(int(n) for n in row))) is Verdict.RETIRES:
            return week
    return None


@pytest.mark.parametrize("base", [0.1, 0.3, 0.5])
def test_what_helps_is_kept_and_what_does_not_retires(base: float) -> None:
    shares = {}
    print(f"\nwanted state without it: {base:.0%}")
    for gain in (-0.05, 0.0, 0.1, 0.2):
        luck = np.random.default_rng(7)
        weeks = [retired_in(base, gain, luck) for _ in range(HISTORIES)]
        gone = [week for week in weeks if week is not None]
        shares[gain] = len(gone) / HISTORIES
        year = sum(week < 52 for week in gone) / HISTORIES
        print(f"  true difference {gain:+.2f}: retired {year:.0%} in a year, {shares[gain]:.0%} in two")
    assert shares[0.2] <= 0.01
    assert shares[0.1] <= 0.10
    assert shares[0.0] >= 0.85
