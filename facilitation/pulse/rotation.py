"""Which questions a person meets in a wave: one statement of every construct, turning from wave to wave.

Balanced planned missingness: the statement is chosen by a hash of community, construct and person, turned on by one
each time the construct is asked, never by past answers, so what is missing is missing completely at random
(science.md 1.4; tests/bench/test_pulse_rotation.py reproduces its figures).
"""

from __future__ import annotations

import hashlib

from facilitation.pulse.instruments import BANK, OWN, RATING, Scale
from facilitation.pulse.wave import MOST_ITEMS, Wave
from facilitation.words import PersonId


def draw(*names: str) -> int:
    """A number that everybody can compute again and nobody can foresee the pattern of."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(names).encode(), digest_size=8).digest(), "big")


def item_for(wave: Wave, measure: str, turn: int, person: PersonId) -> str:
    """The statement of a construct that this person meets in this wave."""
    if measure in (OWN, RATING):
        return measure
    items = BANK[measure].items
    return items[(draw(wave.community, measure, person) + turn) % len(items)]


def form_for(wave: Wave, person: PersonId, room: int = MOST_ITEMS) -> tuple[str, ...]:
    """The questions of this person's card, in order. With less room than measures, a hash says which stay."""
    if wave.rates:
        return (RATING,)  # room for both rounds was made before the first
    every = list(zip(wave.measures, wave.turns, strict=True))
    first = sorted(every, key=lambda one: draw(wave.id, one[0], person))[: max(room, 0)]
    form = tuple(item_for(wave, measure, turn, person) for measure, turn in every if (measure, turn) in first)
    return (
        (*form, *second_for(wave, person, form)) if wave.pairs and len(form) < min(room, MOST_ITEMS) else form
    )


def second_for(wave: Wave, person: PersonId, form: tuple[str, ...]) -> tuple[str, ...]:
    """One more statement of a construct that is on this card already, both by hash: a pair, for reliability.py."""
    able = [item for item in form if item[:2] in BANK and BANK[item[:2]].scale is Scale.AGREEMENT]
    if not able:
        return ()
    chosen = min(able, key=lambda item: draw(wave.id, "second of", item[:2], person))
    others = [item for item in BANK[chosen[:2]].items if item != chosen]
    return (others[draw(wave.id, "second", person) % len(others)],)
