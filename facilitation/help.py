"""What Evener can do, said in one card; and for a word nobody knows, the nearest one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from facilitation.voice import community as say
from facilitation.words import (
    Arrival,
    Command,
    Decision,
    Given,
    Heading,
    Message,
    Phrase,
    Prose,
    Small,
    Tell,
    Typed,
)

MOST_WORD = 40


def help_card(lines: Mapping[str, Phrase], first: Phrase = say.HELP_INTRO) -> Message:
    """Every command with what it means."""
    listed = tuple(
        Prose((say.HELP_LINE(word=Typed(word), meaning=meaning),)) for word, meaning in lines.items()
    )
    return Message(
        say.HELP_SUMMARY, (Heading(say.HELP_HEADING), Prose((first,)), *listed, Small((say.HELP_SMALL,)))
    )


def helper(
    lines: Mapping[str, Phrase], nearest: Callable[[str], str | None]
) -> Callable[[Arrival, object, Given], Decision]:
    """The rule that answers ``help`` and everything unknown. The plain card is drawn once and handed out again."""
    plain = Decision((Tell(help_card(lines)),))

    def answer(arrival: Arrival, _picture: object, given: Given) -> Decision:
        asked = arrival.what
        assert isinstance(asked, Command)
        word = asked.words.split(maxsplit=1)[0] if asked.words.strip() else ""
        if word.lower() in ("", "help"):
            return plain
        near = nearest(word)
        typed = Typed(word[:MOST_WORD])
        first = say.HELP_NEAREST(word=typed, near=Typed(near)) if near else say.HELP_UNKNOWN(word=typed)
        return Decision((Tell(help_card(lines, first)),))

    return answer
