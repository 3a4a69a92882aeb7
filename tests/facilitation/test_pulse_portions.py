"""However many answered and whatever part of them said it, there are words for it."""

from __future__ import annotations

import pytest

from facilitation.pulse.saying import portions
from facilitation.pulse.statistics import share_estimate


@pytest.mark.parametrize("answered", [15, 29, 30, 59, 60, 100, 101, 250, 1000])
def test_every_share_has_its_words(answered: int) -> None:
    for said in range(0, answered + 1, max(1, answered // 60)):
        assert set(portions(share_estimate(said, answered))) == {"share", "low", "high"}
