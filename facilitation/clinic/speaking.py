"""How the clinic's turns are put together, and the last check on a whole message before it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facilitation.attention import ANSWER, PROMISED
from facilitation.clinic.hearing import Kind, Reading
from facilitation.clinic.state import Clinic
from facilitation.voice import clinic as voice
from facilitation.voice.catalogue import of
from facilitation.voice.checks import Check, Fault
from facilitation.voice.saying import SAFE, faults_of, tell
from facilitation.words import (
    Act,
    Arrival,
    Button,
    Buttons,
    Fate,
    Heading,
    Letter,
    Message,
    Part,
    PersonId,
    Phrase,
    Prose,
    Quote,
    Small,
    Typed,
)

ALWAYS = (Act.ASK_OPEN, Act.HAND_BACK)


# --- a turn -------------------------------------------------------------------------------------------------------


def reflection(clinic: Clinic, latest: Reading) -> tuple[Phrase, tuple[str, ...]]:
    """Their own words given back, and which of them were quoted; fresh words before those quoted earlier."""
    fresh = [one for one in latest.quotes if one not in clinic.quoted] or list(latest.quotes)
    if latest.kind is Kind.GIBBERISH:
        words = (fresh or ["…"])[0][:60]
        return voice.UNREADABLE(words=Typed(words)), (words,)
    quoted = tuple(fresh[:2] if latest.kind is Kind.THOROUGH else fresh[:1])
    typed = [Typed(one) for one in quoted]
    if len(typed) == 2:
        return voice.WROTE_TWO(first=typed[0], second=typed[1]), quoted
    told = voice.WROTE if clinic.turns % 2 == 0 or latest.wants_answer else voice.HEARD
    return told(words=typed[0]), quoted


def turn_message(
    phrases: Sequence[Phrase], buttons: Sequence[Button], small: Sequence[Phrase] = ()
) -> Message:
    """One turn: what was heard first, then one question or what is handed back."""
    parts: list[Part] = [Prose((one,)) for one in phrases]
    if buttons:
        parts.append(Buttons(tuple(buttons)))
    if small:
        parts.append(Small(tuple(small)))
    return Message(voice.SUMMARY, tuple(parts))


def said(clinic: Clinic, message: Message, once: str, heard: Sequence[str] = ()) -> Letter:
    """The turn as a letter to where this clinic lives, after the last check."""
    safe = checked(message, (*clinic.heard, *heard))
    to = clinic.thread.channel if clinic.thread else clinic.asker
    return Letter(once, to, safe, "clinic.turn", importance=ANSWER, fate=Fate.REPEAT, thread=clinic.thread)


def note(person: PersonId, once: str, message: Message, kind: str = "clinic.note") -> Letter:
    """Something a person waits for."""
    return Letter(once, person, message, kind, importance=PROMISED)


def once_of(clinic: Clinic, arrival: Arrival) -> str:
    return f"clinic:{clinic.id}:{arrival.id}"


# --- what only a whole message can show ---------------------------------------------------------------------------


def checked(message: Message, heard: Sequence[str]) -> Message:
    """The message, or the fixed safe one when it fails; every fault is told to whoever counts leaks."""
    faults = tuple(faults_of_message(message, heard))
    if not faults:
        return message
    tell(faults)
    return Message(voice.SAFE_SUMMARY, (Prose((SAFE,)),))


def faults_of_message(message: Message, heard: Sequence[str]) -> Iterator[Fault]:
    """Checks 1 and 3 over a whole reply about a problem, and the sentence checks over every phrase in it.

    A reply holds an open question or a hand-back, at most one question, hears before it offers, and quotes only what was
    written to it, letter by letter.
    """
    phrases = list(phrases_in(message))
    for one in phrases:
        yield from faults_of(one)
    acts = [of(one).act for one in phrases]
    if Act.ESCALATE in acts:
        return
    questions = sum(of(one).text.count("?") for one in phrases if of(one).act is not Act.LABEL)
    if questions > 1:
        yield _fault(message, Check.ONE_OPEN_QUESTION, f"{questions} questions in one message")
    if not any(act in ALWAYS for act in acts):
        yield _fault(message, Check.ONE_OPEN_QUESTION, "neither a question nor a hand-back")
    if Act.OFFER_PROCESS in acts and not _heard_before_offer(message, acts):
        yield _fault(message, Check.ONE_OPEN_QUESTION, "an offer before anything was heard")
    yield from _misquotes(message, phrases, heard)


def _heard_before_offer(message: Message, acts: list[Act]) -> bool:
    before = acts[: acts.index(Act.OFFER_PROCESS)]
    return Act.REFLECT in before or Act.SUMMARISE in before or isinstance(message.parts[0], Quote)


def _misquotes(message: Message, phrases: list[Phrase], heard: Sequence[str]) -> Iterator[Fault]:
    typed = [
        value.text
        for one in phrases
        if of(one).act in (Act.REFLECT, Act.SUMMARISE)
        for _, value in one.slots
        if isinstance(value, Typed)
    ]
    for words in typed:
        if words != "…" and not spoken(heard, words):
            yield _fault(message, Check.DECLARED, f"a quote that nobody wrote: {words!r}")


def spoken(heard: Sequence[str], words: str) -> bool:
    """Whether these words stand in what was heard, letter by letter but for white space."""
    flat = " ".join(words.split())
    return any(flat in " ".join(one.split()) for one in heard)


def phrases_in(message: Message) -> Iterator[Phrase]:
    """Every phrase of the body in reading order, buttons and small print last."""
    for part in message.parts:
        match part:
            case Prose(phrases) | Small(phrases):
                yield from phrases
            case Heading(text):
                yield text
            case Buttons(buttons):
                yield from (one.label for one in buttons)
            case _:
                continue


def _fault(message: Message, check: Check, why: str) -> Fault:
    return Fault(message.summary.key, check, why)
