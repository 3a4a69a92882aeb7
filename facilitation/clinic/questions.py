"""Which question comes next: one at a time, built on what was given, never one that was asked or answered before."""

from __future__ import annotations

from facilitation.clinic.hearing import Kind, Reading
from facilitation.clinic.state import Clinic
from facilitation.voice import clinic as voice
from facilitation.words import Phrase

FIRST_UNKNOWN = ("situation", "wanted", "tried", "who", "fixed", "works", "matters", "when", "help")
DEEPEST_FIRST = ("wanted", "tried", "works", "who", "situation", "fixed", "matters", "when", "help")
ENOUGH = 5  # questions; then people are better company than a bot

Question = tuple[str, Phrase]


def next_question(clinic: Clinic, latest: Reading) -> Question | None:
    """(key, question) or None when everything was given or enough was asked.

    Unreadable words are asked for again once. What the person just spoke of is deepened before a new side is opened,
    so that a thorough ask and a one-liner are led on from where they stand.
    """
    if latest.kind is Kind.GIBBERISH:
        return _once("words", voice.ASK["words"], clinic)
    if len(clinic.asked) >= ENOUGH:
        return None
    if latest.kind is Kind.THOROUGH and (found := _once("most", voice.ASK_MOST, clinic)):
        return found
    return _deepen(clinic, latest) or _open_side(clinic)


def _once(key: str, question: Phrase, clinic: Clinic) -> Question | None:
    return None if key in clinic.asked else (key, question)


def _deepen(clinic: Clinic, latest: Reading) -> Question | None:
    """A second question on a side they brought up by themselves, every other time."""
    if len(clinic.asked) % 2 == 0:
        return None
    volunteered = [side for side in DEEPEST_FIRST if side in latest.given and side not in clinic.asked]
    return next(
        (found for side in volunteered if (found := _once(f"{side}_more", voice.DEEPEN[side], clinic))), None
    )


def _open_side(clinic: Clinic) -> Question | None:
    """A first question on a side nobody has spoken of yet."""
    unknown = [side for side in FIRST_UNKNOWN if side not in clinic.given and side not in clinic.asked]
    return (unknown[0], voice.ASK[unknown[0]]) if unknown else None
