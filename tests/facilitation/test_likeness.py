"""Words that differ by a plain ending are alike, and short ones stay as they are."""

from __future__ import annotations

import pytest

from facilitation.likeness import stem


@pytest.mark.parametrize(
    ("word", "kept"),
    [("meetings", "meet"), ("meeting", "meet"), ("reportedly", "report"), ("planned", "plann"),
     ("families", "famil"), ("branches", "branch"), ("weekly", "week"), ("teams", "team"), ("bus", "bus"),
     ("sing", "sing")],
)  # fmt: skip
def test_a_plain_ending_is_cut_off_where_four_letters_stay(word: str, kept: str) -> None:
    assert stem(word) == kept
