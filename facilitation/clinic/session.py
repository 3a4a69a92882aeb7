"""A structured conversation in the clinic's thread: who is in, whose turn it is, when it moves on, and who said what.

It begins when the asker says so, moves on by itself when a stretch is over, and ends with everybody's words as they
wrote them. What is written out of turn is not kept; its writer is told so, privately and once in a stretch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from facilitation.attention import ANSWER
from facilitation.clinic.conversation import kept, of_asker
from facilitation.clinic.danger import topic_of
from facilitation.clinic.escalating import escalate_person
from facilitation.clinic.state import (
    Clinic,
    ClinicPicture,
    Session,
    Spoken,
    WordsForgotten,
    WordsHeard,
)
from facilitation.membership import tell
from facilitation.process import DOUBLED, PROCESSES, Process, Stretch, stretches
from facilitation.voice import clinic_talk as voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Decision,
    Entry,
    Fate,
    Given,
    Heading,
    Letter,
    Message,
    Part,
    PersonId,
    Press,
    Prose,
    Quote,
    Small,
    Unwake,
    Wake,
    Who,
    WorkspaceId,
)

RING = "clinic.turn"
MOST_WORDS = 1000
QUOTES_EACH = 15  # in one message; a card holds no more
ONLY_QUESTIONS = "action_learning"


# --- who is in -------------------------------------------------------------------------------------------------------


def ways_to_run(clinic: Clinic, process: Process) -> tuple[Part, ...]:
    """The two paces, where there is a thread to run it in."""
    if clinic.place is None:
        return (Small((voice.NEEDS_THREAD,)),)
    fast = Button(voice.RUN_NOW, "clinic.run", (clinic.id, process.key, "fast"))
    return (Buttons((fast, Button(voice.RUN_SLOW, "clinic.run", (clinic.id, process.key, "slow")))),)


def open_session(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The asker puts it into the thread; people come in by themselves."""
    assert isinstance(arrival.what, Press)
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    _, key, pace = (*arrival.what.args, "", "", "")[:3]
    if clinic.place is None or key not in PROCESSES:
        return Decision((tell(voice.NEEDS_THREAD),))
    if clinic.session is not None:
        return Decision((tell(voice.ALREADY),))
    session = Session(given.new_id(), key, pace == "slow", (clinic.asker,))
    opened = replace(clinic, session=session, process=key, turned_at=given.now)
    letter = in_place(opened, "card", session_card(opened, session))
    return Decision((tell(voice.OPENED),), (letter,)) + kept(opened, given)


def session_card(clinic: Clinic, session: Session) -> Message:
    process = PROCESSES[session.process]
    takes = voice.TAKES_DAYS(n=len(process.steps)) if session.slow else voice.TAKES(n=process.minutes)
    heading = voice.CARD(name=process.name)
    buttons = Buttons(
        (
            Button(voice.JOIN, "clinic.join", (clinic.id, session.id), "primary"),
            Button(voice.BEGIN, "clinic.begin", (clinic.id, session.id)),
        )
    )
    told = Prose((takes, voice.WHO(who=Who(clinic.asker))))
    return Message(heading, (Prose((heading,)), told, buttons, Small((voice.KEPT,))))


def in_place(clinic: Clinic, what: str, message: Message) -> Letter:
    """A letter into the clinic's thread."""
    place, session = clinic.place, clinic.session
    assert place is not None and session is not None
    once = f"clinic:{clinic.id}:session:{session.id}:{what}"
    return Letter(
        once, place.channel, message, "clinic.session", importance=ANSWER, fate=Fate.REPEAT, thread=place
    )


def meant(arrival: Arrival, picture: ClinicPicture) -> tuple[Clinic, Session] | None:
    """The clinic and the session a button was pressed on, while they last."""
    assert isinstance(arrival.what, Press)
    clinic = picture.clinic
    if clinic is None or not clinic.is_open or clinic.session is None:
        return None
    return (clinic, clinic.session) if (*arrival.what.args, "")[1] == clinic.session.id else None


def join(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """Anybody comes in until it begins, as long as there is room."""
    found = meant(arrival, picture)
    if found is None:
        return Decision((tell(voice.OVER),))
    clinic, session = found
    process = PROCESSES[session.process]
    inside = tuple(dict.fromkeys((*session.inside, arrival.person)))
    if session.is_running and inside != session.inside:
        return Decision((tell(voice.BEGUN),))
    if len(inside) > process.most:
        return Decision((tell(voice.FULL(n=process.most)),))
    joined = replace(clinic, session=replace(session, inside=inside))
    return Decision((tell(voice.JOINED(who=Who(clinic.asker))),)) + kept(joined, given)


def begin_session(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The asker begins, once enough are in."""
    found, clinic = meant(arrival, picture), of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    if found is None or found[1].is_running:
        return Decision((tell(voice.BEGUN if found else voice.OVER),))
    session = found[1]
    process = PROCESSES[session.process]
    if len(session.inside) < process.least:
        return Decision((tell(voice.FEW(n=process.least, there=len(session.inside))),))
    others = [one for one in session.inside if one != clinic.asker]
    drawn = list(session.inside)
    given.luck(f"clinic:{clinic.id}:session:{session.id}:groups").shuffle(drawn)
    ready = replace(session, stretches=stretches(process, clinic.asker, others, session.slow, drawn))
    return Decision((tell(voice.MOVED),)) + onward(replace(clinic, session=ready), picture, given)


# --- its turns -------------------------------------------------------------------------------------------------------


def next_turn(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The asker need not wait for the bell."""
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    found = meant(arrival, picture)
    pressed_at = (*arrival.what.args, "", "")[2] if isinstance(arrival.what, Press) else ""
    if found is None or pressed_at != str(found[1].at):  # a button of an earlier step
        return Decision((tell(voice.OVER),))
    return Decision((tell(voice.MOVED),)) + onward(clinic, picture, given)


def stop(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The asker ends it; what was said until now is summed up."""
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    if meant(arrival, picture) is None:
        return Decision((tell(voice.OVER),))
    return Decision((tell(voice.MOVED),)) + finish(clinic, picture, given)


def turn_due(due: tuple[WorkspaceId, Wake], picture: ClinicPicture, given: Given) -> Decision:
    """A stretch is over."""
    clinic = picture.clinic
    if clinic is None or not clinic.is_open or clinic.session is None or not clinic.session.is_running:
        return NOTHING
    return onward(clinic, picture, given)


def onward(clinic: Clinic, picture: ClinicPicture, given: Given) -> Decision:
    """The next stretch begins, or it is over. The bell is a wake, so that a restart forgets nothing."""
    session = clinic.session
    assert session is not None
    at = session.at + 1
    if at >= len(session.stretches):
        return finish(clinic, picture, given)
    ends = given.now + timedelta(minutes=session.stretches[at].minutes)
    moved = replace(clinic, session=replace(session, at=at, ends_at=ends), turned_at=given.now)
    bell = Decision(
        letters=(in_place(moved, str(at), turn_card(moved)),), wakes=(Wake(ends, RING, clinic.id),)
    )
    return bell + kept(moved, given)


def turn_card(clinic: Clinic) -> Message:
    """Whose turn it is, for how long, and what happens in it."""
    session = clinic.session
    assert session is not None
    process, stretch = PROCESSES[session.process], session.stretches[session.at]
    minutes = voice.A_DAY if session.slow else voice.MINUTES(n=stretch.minutes)
    step = process.steps[stretch.step].text
    count, all_ = stretch.step + 1, len(process.steps)
    people = tuple(Who(one) for one in stretch.speakers)
    told = (
        voice.TURN_OF(n=count, all=all_, who=people, minutes=minutes, step=step)
        if people
        else voice.TURN_ALL(n=count, all=all_, minutes=minutes, step=step)
    )
    args = (clinic.id, session.id, str(session.at))
    buttons = Buttons((Button(voice.NEXT, "clinic.next", args), Button(voice.STOP, "clinic.stop", args)))
    return Message(told, (Prose((told,)), *groups_told(process, stretch), buttons))


def groups_told(process: Process, stretch: Stretch) -> tuple[Part, ...]:
    """Who talks with whom, a line for each group; where the number does not come out even, whom it makes more of."""
    if not stretch.groups:
        return ()
    size = 2 ** DOUBLED[process.steps[stretch.step].speakers]
    met = [tuple(Who(one) for one in group) for group in stretch.groups]
    lines = [voice.GROUP(n=n, who=who) for n, who in enumerate(met, 1)]
    lines += [voice.UNEVEN(who=who, n=len(who)) for who in met if len(who) > size]
    return (*(Prose((one,)) for one in lines), Small((voice.BY_LOT,)))


# --- what is said ----------------------------------------------------------------------------------------------------


def hear(arrival: Arrival, picture: ClinicPicture, given: Given, words: str) -> Decision:
    """Words in the thread while a conversation runs: kept when it is their writer's turn, and only of those inside."""
    clinic = picture.clinic
    assert clinic is not None and clinic.session is not None
    session = clinic.session
    if topic := topic_of(words):
        return escalate_person(arrival, picture.contacts, topic)
    if arrival.person not in session.inside:
        return NOTHING
    stretch = session.stretches[session.at]
    if stretch.speakers and arrival.person not in stretch.speakers:
        return hushed(arrival, clinic, voice.NOT_YOUR_TURN(who=tuple(Who(one) for one in stretch.speakers)))
    if session.process == ONLY_QUESTIONS and not may_state(
        arrival.person, words, stretch, picture, session.at
    ):
        return hushed(arrival, clinic, voice.ONLY_ANSWERS)
    spoken = Spoken(given.new_id(), arrival.person, words[:MOST_WORDS], session.at)
    return Decision(changes=(WordsHeard(clinic.id, spoken),))


def may_state(person: PersonId, words: str, stretch: Stretch, picture: ClinicPicture, at: int) -> bool:
    """Action learning: in a step of all, a question always; a statement only when the last question was another's."""
    if stretch.speakers or "?" in words:
        return True
    asked = [one.by for one in picture.spoken if one.turn == at and "?" in one.words]
    return bool(asked) and asked[-1] != person


def hushed(arrival: Arrival, clinic: Clinic, told: object) -> Decision:
    """A private word to somebody who wrote out of turn; its ``once`` lets it be said once in a stretch."""
    session = clinic.session
    assert session is not None
    message = Message(told, (Prose((told,)),))  # type: ignore[arg-type]
    once = f"clinic:{clinic.id}:session:{session.id}:hush:{session.at}:{arrival.person}"
    return Decision(letters=(Letter(once, arrival.person, message, "clinic.hush", importance=ANSWER),))


# --- the summary -----------------------------------------------------------------------------------------------------


def finish(clinic: Clinic, picture: ClinicPicture, given: Given) -> Decision:
    """It is over: who said what, word for word, into the thread; then the words are deleted."""
    session = clinic.session
    assert session is not None
    said = [one for one in picture.spoken if one.turn >= 0]
    letters = tuple(
        in_place(clinic, f"summary:{n}", one) for n, one in enumerate(summaries(clinic, session, said))
    )
    over = replace(clinic, session=None, turned_at=given.now)
    facts = (("process", session.process), ("people", len({one.by for one in said})))
    return Decision(
        letters=letters,
        changes=(WordsForgotten(clinic.id),),
        wakes=(Unwake(RING, clinic.id),),
        entries=(Entry("clinic.talked", clinic.id, facts),),
    ) + kept(over, given)


def summaries(clinic: Clinic, session: Session, said: list[Spoken]) -> Iterator[Message]:
    """As many messages as it takes, in the order of steps and of writing."""
    process = PROCESSES[session.process]
    heading = voice.SUMMARY(name=process.name)
    chunks = [said[at : at + QUOTES_EACH] for at in range(0, len(said), QUOTES_EACH)] or [[]]
    for number, chunk in enumerate(chunks):
        parts: list[Part] = [Heading(heading)] if number == 0 else []
        parts += quoted(process, session, chunk)
        if number == len(chunks) - 1:
            ask = voice.SUMMARY_ASK(who=Who(clinic.asker))
            parts += [Prose((ask,)), own_step(clinic), Small((voice.SUMMARY_GONE,))]
        yield Message(heading, tuple(parts))


def own_step(clinic: Clinic) -> Buttons:
    return Buttons((Button(voice.OWN_STEP, "clinic.own_step", (clinic.id,), opens_form=True),))


def quoted(process: Process, session: Session, said: list[Spoken]) -> list[Part]:
    if not said:
        return [Prose((voice.SUMMARY_NONE,))]
    parts: list[Part] = []
    last = -1
    for one in said:
        step = session.stretches[one.turn].step
        if step != last:
            parts.append(Prose((voice.SUMMARY_STEP(n=step + 1, step=process.steps[step].text),)))
            last = step
        parts.append(Quote(one.words, one.by))
    return parts
