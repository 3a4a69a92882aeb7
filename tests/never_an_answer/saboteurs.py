"""Careless colleagues: sentences, translations and phrases by which an answer would slip in if a check were missing.

Each is refused by exactly one of the seven checks: with that check switched off it would be said, and the suite fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from facilitation.voice.catalogue import CATALOGUE, Sentence, Slot, Translation, untranslated
from facilitation.voice.checks import Check
from facilitation.words import Act, Phrase, Typed


@dataclass(frozen=True)
class Sabotage:
    """A phrase somebody slipped in; ``only`` is the check that has to stop it."""

    only: Check
    phrase: Phrase
    sentence: Sentence
    translate: Translation = untranslated


def _made(
    only: Check,
    at: int,
    act: Act,
    text: str,
    *values: tuple[str, object],
    feature: str = "clinic",
    translate: Translation = untranslated,
    **slots: tuple[type, ...],
) -> Sabotage:
    key = f"{feature}.sabotage_{int(only)}_{at}"
    return Sabotage(only, Phrase(key, values), Sentence(key, act, text, tuple(slots.items())), translate)


def _translated(key: str, text: str) -> Translation:
    return Translation(forms={key: (text,)})


NO_ADVICE = (
    (Act.HAND_BACK, "You should bring this to the group."),
    (Act.HAND_BACK, "You need to take this to your sponsor."),
    (Act.CONNECT, "What if you asked your sponsor first?"),
    (Act.ASK_OPEN, "Who have you asked, and have you considered your sponsor?"),
    (Act.CONNECT, "How about the people in the other community?"),
    (Act.AFFIRM_EFFORT, "Thank you. That is right, and it will work."),
    (Act.HAND_BACK, "Make it smaller, and share it with the group."),
    (Act.HAND_BACK, "The answer is to begin small, with your people."),
    (Act.HAND_BACK, "Maybe you share it with your sponsor first."),
    (Act.HAND_BACK, "Most people do it with their sponsor."),
    (Act.SUMMARISE, "Yes, it is what you said."),
    (Act.HAND_BACK, "Talk with your sponsor about it."),
)
ONE_QUESTION = (
    (Act.ASK_OPEN, "What happened? Who was there? What is next?"),
    (Act.ASK_OPEN, "Is it your sponsor who holds this?"),
    (Act.HAND_BACK, "Can your sponsor take this from you?"),
    (Act.REFLECT, "“{words}”: does your sponsor keep it from moving?"),
)
DECLINABLE = (
    (Act.OFFER_PROCESS, "Bring it to the whole community, with all of them there at once."),
    (Act.OFFER_PROCESS, "You take this into an open meeting with your sponsor."),
)
AGENCY = (
    (Act.HAND_BACK, "I will decide this with your people."),
    (Act.SUMMARISE, "I think the second part matters more."),
    (Act.HAND_BACK, "I will answer it for you and your group."),
    (Act.SUMMARISE, "In my view this is about your sponsor."),
)
VERDICT = (
    (Act.SUMMARISE, "Your sponsor is the reason, they are wrong here."),
    (Act.AFFIRM_EFFORT, "Good question, and thank you for it."),
    (Act.SUMMARISE, "They are slow, and you are good at this."),
    (Act.REFLECT, "You are stuck: “{words}”."),
)
OWN_WORDS = (
    (Act.ASK_OPEN, "What does the budget look like?"),
    (Act.REFLECT, "“{words}”: there is no trust between your teams."),
    (Act.SUMMARISE, "It is about workload and leadership."),
    (Act.ASK_OPEN, "What happened with the deadline?"),
    (Act.HAND_BACK, "Your onboarding is with your mentor."),
)


def sabotages() -> Iterator[Sabotage]:
    """All of them, check by check."""
    yield _made(
        Check.DECLARED,
        0,
        Act.SUMMARISE,
        "You said: {words}.",
        ("words", "give every newcomer a buddy"),
        words=Slot.WORDS,
    )
    yield _made(
        Check.DECLARED,
        1,
        Act.SUMMARISE,
        "You said: {words}.",
        ("words", ("hire two people",)),
        words=Slot.WORDS,
    )
    yield _made(Check.DECLARED, 2, Act.REFLECT, "It is about the people, and they are here.")
    yield _made(
        Check.DECLARED, 3, Act.HAND_BACK, "It is with you now.", ("more", Typed("and hire two people"))
    )
    yield _made(
        Check.NO_ADVICE,
        90,
        Act.HAND_BACK,
        "It is with you now.",
        feature="digest",
        translate=_translated("digest.sabotage_2_90", "You should hold on to it."),
    )
    for check, listed in ((Check.NO_ADVICE, NO_ADVICE), (Check.ONE_OPEN_QUESTION, ONE_QUESTION), (Check.DECLINABLE, DECLINABLE),
                          (Check.AGENCY, AGENCY), (Check.NO_VERDICT, VERDICT), (Check.OWN_WORDS, OWN_WORDS)):  # fmt: skip
        for at, (act, text) in enumerate(listed):
            if "{words}" in text:
                feature = "digest" if check is Check.NO_VERDICT else "clinic"
                yield _made(
                    check,
                    at,
                    act,
                    text,
                    ("words", Typed("our onboarding is chaotic")),
                    feature=feature,
                    words=Slot.WORDS,
                )
            else:
                yield _made(
                    check,
                    at,
                    act,
                    text,
                    feature="digest" if check in (Check.NO_ADVICE, Check.NO_VERDICT) else "clinic",
                )


@contextmanager
def declared(found: list[Sabotage]) -> Iterator[None]:
    """The sabotages stand in the catalogue for a while, as if somebody had merged them."""
    CATALOGUE.update({one.sentence.key: one.sentence for one in found})
    try:
        yield
    finally:
        for one in found:
            del CATALOGUE[one.sentence.key]
