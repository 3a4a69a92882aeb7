"""Whoever could not be written to any more can be again, once they come to us themselves."""

from __future__ import annotations

from facilitation.people import BecameUnreachable, Person
from facilitation.words import NOTHING, Arrival, Decision, Entry, Given


def come_back(arrival: Arrival, person: Person, given: Given) -> Decision:
    """They opened their card or added the app again: an old refusal of their platform no longer stands."""
    if not person.unreachable:
        return NOTHING
    entry = Entry("person.reachable", person.id, person=person.id)
    return Decision(entries=(entry,), changes=(BecameUnreachable(person.id, False),))
