"""Our ranks are scipy's, without the weight of importing scipy.stats when the bot starts."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from facilitation.periphery.trial import average_ranks


@given(st.lists(st.integers(0, 8), min_size=1, max_size=60))
def test_ranks_agree_with_scipys_also_in_ties(values: list[int]) -> None:
    array = np.array(values, dtype=float)
    assert average_ranks(array).tolist() == rankdata(array).tolist()


def test_the_bot_starts_without_the_heaviest_libraries() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import bot.commands.serve, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"scipy.stats", "matplotlib", "networkx", "sklearn"} & set(loaded)
