"""A process for the middle of a clinic: two to choose from, something else or not now, and the steps of the one chosen."""

from __future__ import annotations

from dataclasses import replace

from facilitation.clinic.conversation import kept, of_asker
from facilitation.clinic.session import ways_to_run
from facilitation.clinic.state import Clinic, ClinicPicture
from facilitation.membership import tell
from facilitation.process import PROCESSES, Process, Situation, origin, that_fit
from facilitation.voice import clinic as voice
from facilitation.voice import process as process_voice
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Decision,
    Given,
    Message,
    Phrase,
    Press,
    Prose,
    Quote,
    Small,
    Tell,
)


def offer_process(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """Two processes, something else, or not now; heard first, by the asker's own words."""
    assert isinstance(arrival.what, Press)
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    first, second = that_fit(Situation.ONE_PROBLEM)
    quote = Quote((clinic.quoted or (clinic.first_words[:100],))[-1], clinic.asker)
    offered = voice.OFFER(first=whole(first), second=whole(second))
    buttons = [
        Button(voice.TAKE_PROCESS(name=one.name), "clinic.take_process", (clinic.id, one.key))
        for one in (first, second)
    ]
    buttons += [
        Button(voice.SOMETHING_ELSE, "clinic.take_process", (clinic.id, "")),
        Button(voice.NOT_NOW, "clinic.stays", (clinic.id,)),
    ]
    return Decision(
        (Tell(Message(voice.SUMMARY, (quote, Prose((offered, voice.OFFER_ASK)), Buttons(tuple(buttons))))),)
    )


def whole(process: Process) -> Phrase:
    return process_voice.WHOLE(name=process.name, n=process.minutes)


def take_process(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The steps of the one chosen, or all of them to choose from."""
    assert isinstance(arrival.what, Press)
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    process = PROCESSES.get((*arrival.what.args, "", "")[1])
    if process is None:
        return Decision((Tell(all_processes(clinic)),))
    steps = tuple(Prose((process_voice.STEP(step=one.text, n=one.minutes),)) for one in process.steps)
    chosen = voice.PROCESS_CHOSEN(name=process.name)
    source = Small((origin(process),))
    message = Message(chosen, (Prose((chosen,)), *steps, *ways_to_run(clinic, process), source))
    return Decision((Tell(message),)) + kept(replace(clinic, process=process.key, turned_at=given.now), given)


def all_processes(clinic: Clinic) -> Message:
    rows = [Prose((whole(one),)) for one in PROCESSES.values()]
    buttons = tuple(
        Button(voice.TAKE_PROCESS(name=one.name), "clinic.take_process", (clinic.id, one.key))
        for one in PROCESSES.values()
    )
    return Message(voice.PROCESS_ALL, (Prose((voice.PROCESS_ALL,)), *rows, Buttons(buttons)))


def stay(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    return Decision((tell(voice.STAYS),))
