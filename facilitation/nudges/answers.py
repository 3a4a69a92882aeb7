"""What follows when somebody presses a nudge: a move, an explanation, or quiet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from facilitation.attention import NO_HABIT, Habit
from facilitation.community import Community
from facilitation.nudges.catalogue import NUDGES
from facilitation.nudges.desk import (
    DigestHabitChanged,
    NudgeAnswered,
    NudgeMeasured,
    NudgeStopped,
    NudgeWanted,
    Offer,
)
from facilitation.nudges.nudge import Ask, Do, Move, Nudge, Run
from facilitation.nudges.picture import Picture
from facilitation.nudges.week import DIGEST
from facilitation.process import PROCESSES, Process, origin
from facilitation.voice import nudges as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Decision,
    Entry,
    Given,
    Heading,
    Letter,
    Message,
    Moment,
    Part,
    Phrase,
    Place,
    Press,
    Prose,
    Small,
    Tell,
    Wake,
    Who,
)

SNOOZE = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press on a nudge looks at: the offer (None when it is gone), its community, and the reader's habit."""

    offer: Offer | None
    community: Community | None = None
    habit: Habit = NO_HABIT


def told(*phrases: Phrase, more: tuple[Part, ...] = ()) -> Decision:
    """A private reply."""
    return Decision(replies=(Tell(Message(phrases[0], (Prose(phrases), *more))),))


def refusal(arrival: Arrival, seen: Pressed) -> Decision | None:
    """A press on something that is over, or that was for somebody else."""
    if seen.offer is None or seen.community is None:
        return told(say.OVER)
    return told(say.NOT_YOURS) if seen.offer.person != arrival.person else None


def answered(seen: Pressed, offer: Offer, said: str) -> Decision:
    """Keep what they said; a press shows that the digest is read."""
    return Decision(
        changes=(
            NudgeAnswered(offer.id, offer.person, offer.kind, said),
            DigestHabitChanged(offer.person, DIGEST, seen.habit.touched()),
        ),
        entries=(
            Entry("nudge.answered", offer.community, (("nudge", offer.kind), ("said", said)), offer.person),
        ),
    )


# --- one of the two moves, or something else -------------------------------------------------------------------------


def choose_move(arrival: Arrival, seen: Pressed, given: Given) -> Decision:
    """They chose a move: show what it takes. The doing stays theirs."""
    if (no := refusal(arrival, seen)) is not None:
        return no
    assert seen.offer and seen.community and isinstance(arrival.what, Press)
    said = arrival.what.args[1]
    nudge = NUDGES[seen.offer.kind]
    moves = {"either": nudge.either, "other": nudge.other}
    shown = show(moves[said], nudge, seen.offer, seen.community) if said in moves else told(say.YOURS)
    return shown + answered(seen, seen.offer, said)


def show(move: Move, nudge: Nudge, offer: Offer, community: Community) -> Decision:
    match move:
        case Run(key):
            return told(PROCESSES[key].name, more=steps(PROCESSES[key], community))
        case Ask() if nudge.say.question is not None:
            post = Buttons((Button(say.POST, "nudge.post", (offer.id,), "primary"),))
            return told(say.ASK_READY, more=(Prose((nudge.say.question,)), post))
        case Do(action, label, opens_form):
            return told(
                say.OPEN_IT, more=(Buttons((Button(label, action, (community.id,), opens_form=opens_form),)),)
            )
        case _:
            return told(say.YOURS)


def steps(process: Process, community: Community) -> tuple[Part, ...]:
    """A structured conversation as it can be read aloud: its steps with their minutes, its source."""
    lines = tuple(
        Prose((say.STEP(time=say.MINUTES(n=step.minutes), step=step.text),)) for step in process.steps
    )
    size = say.STEPS(minutes=say.MINUTES(n=process.minutes), least=process.least, most=process.most)
    plan = Button(say.PLAN, "gathering.plan", (community.id, process.key), opens_form=True)
    return (Small((size,)), *lines, Buttons((plan,)), Small((origin(process),)))


def post_question(arrival: Arrival, seen: Pressed, given: Given) -> Decision:
    """The nudge's question goes to the community's channel in the convener's name."""
    if (no := refusal(arrival, seen)) is not None:
        return no
    assert seen.offer and seen.community
    question = NUDGES[seen.offer.kind].say.question
    if question is None or not seen.community.channels:
        return told(say.OVER)
    asks = say.ASKS(who=Who(arrival.person), question=question)
    letters = tuple(
        Letter(
            f"nudge.post:{seen.offer.id}:{channel}", channel, Message(asks, (Prose((asks,)),)), "nudge.post"
        )
        for channel in seen.community.channels
    )
    entry = Entry("nudge.posted", seen.community.id, (("nudge", seen.offer.kind),), arrival.person)
    return told(say.POSTED(place=Place(seen.community.channels[0]))) + Decision(
        letters=letters, entries=(entry,)
    )


# --- the menu ----------------------------------------------------------------------------------------------------


def pick_more(arrival: Arrival, seen: Pressed, given: Given) -> Decision:
    """Why this, done already, not useful, not for four weeks, stop this kind."""
    if (no := refusal(arrival, seen)) is not None:
        return no
    assert seen.offer and isinstance(arrival.what, Press)
    offer = seen.offer
    picked = arrival.what.chosen[0] if arrival.what.chosen else ""
    match picked:
        case "why":
            touched = DigestHabitChanged(offer.person, DIGEST, seen.habit.touched())
            return explain(offer) + Decision(changes=(touched,))
        case "snooze":
            return snooze(seen, offer, given)
        case "stop":
            stopped = Entry("nudge.stopped", offer.kind, (("reason", "asked"),), offer.person)
            kept = Decision(changes=(NudgeStopped(offer.person, offer.kind),), entries=(stopped,))
            return told(say.STOPPED, more=(again(offer.kind),)) + answered(seen, offer, "stop") + kept
        case "done" | "not_useful":
            return told(say.THANKS) + answered(seen, offer, picked)
        case _:
            return NOTHING


def explain(offer: Offer) -> Decision:
    """What was seen, and where the idea comes from."""
    nudge = NUDGES[offer.kind]
    small = (say.SOURCE(source=nudge.source),) if nudge.owed else (say.SOURCE(source=nudge.source), say.RULE)
    message = Message(say.WHY_HEADING, (Heading(say.WHY_HEADING), Prose((offer.evidence,)), Small(small)))
    return Decision(replies=(Tell(message),))


def snooze(seen: Pressed, offer: Offer, given: Given) -> Decision:
    until = given.now + SNOOZE
    change = NudgeAnswered(offer.id, offer.person, offer.kind, "snooze", until)
    touched = DigestHabitChanged(offer.person, DIGEST, seen.habit.touched())
    return told(say.SNOOZED(until=Moment(until, "date"))) + Decision(changes=(change, touched))


def again(kind: str) -> Buttons:
    return Buttons((Button(say.AGAIN, "nudge.again", (kind,)),))


def tell_stopped(arrival: Arrival, stopped: frozenset[str], given: Given) -> Decision:
    """The kinds this person stopped, each to be had back."""
    kinds = [kind for kind in sorted(stopped) if kind in NUDGES]
    lines: tuple[Part, ...] = tuple(
        part for kind in kinds for part in (Prose((say.title_of(kind),)), again(kind))
    )
    message = Message(
        say.STOPPED_HEADING, (Heading(say.STOPPED_HEADING), *(lines or (Prose((say.NONE_STOPPED,)),)))
    )
    return Decision(replies=(Tell(message),))


def want_again(arrival: Arrival, seen: None, given: Given) -> Decision:
    """They want a kind back that had stopped."""
    assert isinstance(arrival.what, Press)
    kind = arrival.what.args[-1]
    if kind not in NUDGES:
        return told(say.OVER)
    entry = Entry("nudge.wanted", kind, (), arrival.person)
    return told(say.BACK) + Decision(changes=(NudgeWanted(arrival.person, kind),), entries=(entry,))


def weekly_again(arrival: Arrival, habit: Habit, given: Given) -> Decision:
    """The digest comes each week again."""
    change = DigestHabitChanged(arrival.person, DIGEST, habit.weekly())
    return told(say.WEEKLY_SAID) + Decision(changes=(change,))


# --- did it help? ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Later:
    """An offer whose time to have helped is over, and its community now; None when either is gone."""

    offer: Offer | None
    picture: Picture | None


def measure(wake: tuple[str, Wake], seen: Later, given: Given) -> Decision:
    """Whether the wanted state is there, the same question for what was shown and what was held back."""
    if seen.offer is None or seen.picture is None:
        return NOTHING
    helped = NUDGES[seen.offer.kind].helped(seen.picture)
    about = (("nudge", seen.offer.kind), ("shown", seen.offer.shown), ("helped", helped))
    return Decision(
        changes=(NudgeMeasured(seen.offer.id, helped),),
        entries=(Entry("nudge.measured", seen.offer.community, about),),
    )
