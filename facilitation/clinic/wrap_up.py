"""The end of a clinic: from the first words to what was learnt, with thanks, and an offer to pass it on."""

from __future__ import annotations

from facilitation.clinic.conversation import end
from facilitation.clinic.speaking import note
from facilitation.clinic.state import Clinic, ClinicPicture, Phase
from facilitation.experiment import Experiment
from facilitation.voice import clinic as voice
from facilitation.words import (
    NOTHING,
    Button,
    Buttons,
    Decision,
    Given,
    Letter,
    Message,
    Part,
    PersonId,
    Phrase,
    Prose,
    Quote,
    Typed,
    Wake,
    Who,
    WorkspaceId,
)

SHORT = 200


def wrap_up(due: tuple[WorkspaceId, Wake], picture: ClinicPicture, given: Given) -> Decision:
    """The owner looked back: the asker gets the whole arc in people's words, who told something gets thanks, words are deleted."""
    clinic, done = picture.clinic, picture.experiment
    if clinic is None or done is None or not clinic.is_open:
        return NOTHING
    letters = [note(clinic.asker, f"clinic:{clinic.id}:wrap", arc(clinic, done), "clinic.wrap")]
    letters += [thanks(clinic, one, done) for one in tellers(clinic)]
    return Decision(letters=tuple(letters)) + end(clinic, Phase.WRAPPED, given)


def arc(clinic: Clinic, done: Experiment) -> Message:
    lines: list[Phrase] = []
    if clinic.heard:
        lines.append(voice.WRAP_BEGAN(words=short(clinic.first_words)))
    lines.append(voice.WRAP_STEP(words=short(done.step)))
    lines.append(voice.WRAP_HAPPENED(words=short(done.happened)))
    lines.append(voice.WRAP_LEARNT(words=short(done.learnt)))
    parts: list[Part] = [Prose((one,)) for one in lines]
    if people := tellers(clinic):
        parts.append(Prose((voice.WRAP_PEOPLE(who=tuple(Who(one) for one in people)),)))
    parts.append(Prose((voice.WRAP_ASK,)))
    story = Button(voice.TELL_STORY, "story.begin", (clinic.community,))
    practice = Button(voice.KEEP_PRACTICE, "practice.add", (clinic.community,), opens_form=True)
    return Message(voice.WRAP_SUMMARY, (*parts, Buttons((story, practice))))


def short(words: str) -> Typed:
    """The words for a quote inside a sentence: cut at a word when long, without a closing full stop."""
    cut = words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0]
    return Typed(cut.strip().rstrip("."))


def tellers(clinic: Clinic) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(one.by for one in clinic.told))


def thanks(clinic: Clinic, teller: PersonId, done: Experiment) -> Letter:
    """Who told something hears what came of it."""
    who = Who(clinic.asker)
    parts: tuple[Part, ...] = (Prose((voice.TO_TELLER(who=who),)), Quote(done.learnt, clinic.asker))
    return note(
        teller, f"clinic:{clinic.id}:thanks:{teller}", Message(voice.TO_TELLER_SUMMARY(who=who), parts)
    )
