"""Help lists every command with what it means, and says what somebody may have meant."""

from __future__ import annotations

import pytest

from facilitation.help import MOST_WORD, help_card, helper
from facilitation.voice import community as say
from facilitation.words import Arrival, Command, Heading, Message, Phrase, Prose, Small, Tell, Typed
from tests.facilitation.worlds import given_at, utc

LINES = {"pulse": Phrase("pulse.means"), "story": Phrase("story.means")}


def answered(words: str) -> tuple[object, ...]:
    asked = Arrival("a", "slack:T1", "slack:U1", Command(words))
    return helper(LINES, {"plse": "pulse"}.get)(asked, None, given_at(utc(2026, 1, 1))).replies


def card(first: Phrase) -> Message:
    listed = [Prose((say.HELP_LINE(word=Typed(word), meaning=meaning),)) for word, meaning in LINES.items()]
    parts = (Heading(say.HELP_HEADING), Prose((first,)), *listed, Small((say.HELP_SMALL,)))
    return Message(say.HELP_SUMMARY, parts)


@pytest.mark.parametrize("words", ["", "  ", "help", "HELP me"])
def test_help_and_nothing_get_every_line(words: str) -> None:
    assert answered(words) == (Tell(card(say.HELP_INTRO)),) == (Tell(help_card(LINES)),)


def test_a_word_that_is_not_known_is_given_back_with_the_nearest_one() -> None:
    assert answered("plse now") == (Tell(card(say.HELP_NEAREST(word=Typed("plse"), near=Typed("pulse")))),)
    assert answered("xyz") == (Tell(card(say.HELP_UNKNOWN(word=Typed("xyz")))),)
    assert answered("x" * 50) == (Tell(card(say.HELP_UNKNOWN(word=Typed("x" * MOST_WORD)))),)
