"""Where the power may go: every step between hearing something and having kept it, by name.

Tests cut it there for good (``kill -9``); everywhere else ``stays_on`` is called, which costs 40 ns a step. A step added
to the reception, the rounds or the postman gets its name here, and tests/faults cuts at each name there is.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """A moment at which everything before it has happened and nothing after it."""

    ARRIVAL_HEARD = "an arrival is here, nothing is kept"
    ARRIVAL_CLAIMED = "an arrival is claimed in an open transaction"
    ARRIVAL_WRITTEN = "its decision is written, the transaction still open"
    ARRIVAL_KEPT = "its decision is kept, nobody was told"
    WAKES_CLAIMED = "wakes are claimed in an open transaction"
    WAKES_WRITTEN = "their decisions are written, the transaction still open"
    WAKES_KEPT = "their decisions are kept, no errand is run"
    ERRAND_ASKED = "a platform answered an errand, the answer is not brought in"
    ERRAND_BROUGHT = "the answer is kept, the errand not yet done"
    LETTERS_CLAIMED = "letters are claimed in an open transaction"
    LETTERS_HANDED = "letters are in hand, none has gone"
    LETTER_LEAVING = "a letter is about to go"
    LETTER_GONE = "the platform has the letter, we have written nothing"
    LETTER_WRITTEN = "what became of it is written, the transaction still open"
    LETTER_SETTLED = "what became of it is kept"


Power = Callable[[Step], None]


def stays_on(_step: Step) -> None:
    """Nothing goes out here."""
