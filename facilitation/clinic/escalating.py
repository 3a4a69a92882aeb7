"""When facilitating would do harm: the people and places an admin named, at once, and nothing kept of what was written."""

from __future__ import annotations

from facilitation.voice import clinic as voice
from facilitation.words import Arrival, Decision, Entry, Fate, Letter, Message, PersonId, Prose, Typed

Contacts = tuple[tuple[str, str], ...]  # (topic, words)


def escalate_person(arrival: Arrival, contacts: Contacts, topic: str, once: str = "") -> Decision:
    """Whoever wrote it is told privately where to turn; the ledger learns that it happened and which kind it was."""
    return Decision(
        letters=(letter_to(arrival.person, contacts, topic, once or f"escalate:{arrival.id}"),),
        entries=(Entry("clinic.escalated", topic),),
    )


def letter_to(person: PersonId, contacts: Contacts, topic: str, once: str) -> Letter:
    message = escalation(topic, contacts)
    return Letter(once, person, message, "clinic.escalate", importance=1000, fate=Fate.REPEAT)


def escalation(topic: str, contacts: Contacts) -> Message:
    named = dict(contacts).get(topic, "")
    phrases = [voice.ESCALATE]
    if topic in ("life", "harassment"):
        phrases.append(voice.ESCALATE_LIFE)
    phrases.append(voice.ESCALATE_TO(words=Typed(named)) if named else voice.ESCALATE_NONE)
    return Message(voice.ESCALATE, tuple(Prose((one,)) for one in phrases))
