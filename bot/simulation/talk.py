"""What imagined people say: plain working sentences, with one made-up word of their own workplace in each.

That word must never be seen in another workspace: by it the witness knows whether anything crossed.
"""

from __future__ import annotations

from random import Random

SAYINGS = (
    "The new intake form at {place} saved us an hour a week.",
    "We moved the handover to the morning and fewer things fell between shifts.",
    "Notes from today's visit to {place} are in the folder.",
    "Thank you, that helped a lot.",
    "I wrote down how we label the samples.",
    "Our checklist for {place} has eleven steps now, two of them new.",
    "The second try with the shorter form went better than the first.",
    "We compared three ways to plan the week and kept the simplest.",
    "I will be at {place} on Thursday if somebody wants to look at it together.",
    "The numbers from last month look different since we changed the order of the steps.",
)
ASKINGS = (
    "How do you keep the lists at {place} up to date when two people are away?",
    "Does anybody know who looked after the old templates?",
    "Has somebody met this before: the count at {place} never matches the sheet?",
    "What did you do when the supplier changed the format?",
    "Can someone look at our plan for {place} with fresh eyes?",
)
NAMES = (
    "Stewards of {place}",
    "Planning round {place}",
    "Careful hands {place}",
    "Open questions {place}",
    "Learning from {place}",
)
PLACES = ("Otterford", "Heronsgate", "Larkmere", "Badgerholt", "Finchwick")


def place_of(number: int) -> str:
    """The word that only one workspace knows."""
    return f"{PLACES[number % len(PLACES)]}{number // len(PLACES) or ''}"


def say(place: str, luck: Random) -> str:
    """One message: now and then a question."""
    return luck.choice(ASKINGS if luck.random() < 0.12 else SAYINGS).format(place=place) + f" ({place})"


def words_of(place: str) -> tuple[str, ...]:
    """What people of this place type into forms."""
    return tuple(one.format(place=place) + f" {place}" for one in (*NAMES, *SAYINGS, *ASKINGS))
