"""What may be shown at all, so that nobody's answer can be worked out from what is (science.md 1.6)."""

from __future__ import annotations

from collections.abc import Sequence


def band(answered: int) -> str:
    """How many answered, as a band and never as a count."""
    if answered < 10:
        return "5-9"
    return "10-19" if answered < 20 else "20+"


def all_at_an_extreme(counts: Sequence[int]) -> bool:
    """Whether everybody said the lowest, or everybody the highest: the mean would tell each one's answer."""
    return sum(counts) in (counts[0], counts[-1])
