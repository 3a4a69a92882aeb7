"""``python3 -m tools GOAL``: make everything ready that a make target needs, and say so while it happens."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tools import steps
from tools.doing import CannotGoOn, say

GOALS: dict[str, tuple[Callable[[], None], ...]] = {
    "python": (steps.python,),
    "demo": (steps.python, steps.local_slack),
    "demo-teams": (steps.python, steps.playground),
    "test": (steps.python, steps.local_slack, steps.schemas, steps.playground),
}


def main(words: list[str]) -> int:
    goal = words[0] if words else ""
    if goal not in GOALS:
        say(f"python3 -m tools takes one of: {', '.join(GOALS)}")
        return 2
    try:
        for step in GOALS[goal]:
            step()
    except CannotGoOn as sorry:
        say(str(sorry))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
