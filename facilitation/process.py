"""The structured conversations a community can choose from: steps, minutes, group sizes, and when each one fits.

Timings are the published ones (science.md 4.1). Sources: Liberating Structures, liberatingstructures.com, CC BY-SA 4.0
(their texts are not copied; steps are told in our own words); After Action Review, US Army TC 25-20 (1993), public release;
peer assist, Collison and Parcell; action learning, Marquardt / WIAL; lean coffee, Lipinski and Benson;
appreciative inquiry, Cooperrider; open space, Owen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from facilitation.voice import process as voice
from facilitation.words import PersonId, Phrase, Typed


class Situation(StrEnum):
    """What a group is in front of; people name it, nothing guesses it."""

    ONE_PROBLEM = "one problem of one person"
    TOO_MANY_TOPICS = "too many topics"
    SAME_FAILURE = "the same failure again"
    NOBODY_BEGINS = "nobody begins"
    BEFORE = "before the work begins"
    AFTERWARDS = "after something was done"
    WHAT_FOR = "what this is for"
    MANY_VOICES = "some voices are not heard"


@dataclass(frozen=True, slots=True)
class Step:
    text: Phrase
    minutes: int
    speakers: str = "all"  # "one": whose problem it is; "others"; "each": one after the other; "all"; "pairs" and "fours" of all


@dataclass(frozen=True, slots=True)
class Process:
    """One structured conversation. ``least`` and ``most`` people; ``source`` names where the facts come from."""

    key: str
    name: Phrase
    steps: tuple[Step, ...]
    least: int
    most: int
    fits: tuple[Situation, ...]
    source: str
    licence: str

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


def _steps(texts: Sequence[Phrase], minutes: str, speakers: str = "") -> tuple[Step, ...]:
    who = speakers.split() or ["all"] * len(texts)
    return tuple(Step(t, int(m), w) for t, m, w in zip(texts, minutes.split(), who, strict=True))


LS = "Liberating Structures (Lipmanowicz and McCandless)"
BY_SA = "CC BY-SA 4.0 for their texts; wording here is our own"
OWN = "no licence found for the method's texts; wording here is our own"
S = Situation

PROCESSES: dict[str, Process] = {
    process.key: process
    for process in (
        Process("peer_assist", voice.PEER_ASSIST, _steps(voice.PEER_ASSIST_STEPS, "5 10 20 5 5", "one others others one one"),
                3, 9, (S.ONE_PROBLEM, S.BEFORE), "peer assist (Collison and Parcell)", OWN),
        Process("troika", voice.TROIKA, _steps(voice.TROIKA_STEPS, "2 2 5 1 20", "one others others one each"),
                3, 3, (S.ONE_PROBLEM,), LS, BY_SA),
        Process("action_learning", voice.ACTION_LEARNING, _steps(voice.ACTION_LEARNING_STEPS, "2 25 5 15 8", "one all each all each"),
                4, 8, (S.ONE_PROBLEM, S.SAME_FAILURE), "action learning (Revans; Marquardt)", OWN),
        Process("one_two_four", voice.ONE_TWO_FOUR, _steps(voice.ONE_TWO_FOUR_STEPS, "1 2 4 5", "all pairs fours all"),
                4, 200, (S.MANY_VOICES, S.NOBODY_BEGINS), LS, BY_SA),
        Process("fifteen", voice.FIFTEEN, _steps(voice.FIFTEEN_STEPS, "5 8 7"),
                2, 200, (S.NOBODY_BEGINS, S.ONE_PROBLEM), LS, BY_SA),
        Process("triz", voice.TRIZ, _steps(voice.TRIZ_STEPS, "5 10 10 10"), 4, 60, (S.SAME_FAILURE,), LS, BY_SA),
        Process("now_what", voice.NOW_WHAT, _steps(voice.NOW_WHAT_STEPS, "15 15 15"), 3, 60, (S.AFTERWARDS,), LS, BY_SA),
        Process("nine_whys", voice.NINE_WHYS, _steps(voice.NINE_WHYS_STEPS, "5 5 5 5"), 4, 60, (S.WHAT_FOR,), LS, BY_SA),
        Process("after_action", voice.AFTER_ACTION, _steps(voice.AFTER_ACTION_STEPS, "5 10 10 10", "each each all all"),
                2, 30, (S.AFTERWARDS, S.SAME_FAILURE), "After Action Review, US Army TC 25-20 (1993)",
                "US government work, public release"),
        Process("lean_coffee", voice.LEAN_COFFEE, _steps(voice.LEAN_COFFEE_STEPS, "5 3 32 5", "each all all each"),
                3, 12, (S.TOO_MANY_TOPICS,), "lean coffee (Lipinski and Benson)", OWN),
        Process("appreciative", voice.APPRECIATIVE, _steps(voice.APPRECIATIVE_STEPS, "15 10 10 5", "all all all each"),
                4, 60, (S.WHAT_FOR, S.BEFORE), "appreciative inquiry (Cooperrider)", OWN),
        Process("open_space", voice.OPEN_SPACE, _steps(voice.OPEN_SPACE_STEPS, "15 60 10 15"),
                6, 500, (S.TOO_MANY_TOPICS, S.MANY_VOICES), "open space (Owen)", OWN),
    )
}  # fmt: skip


def origin(process: Process) -> Phrase:
    """Where a structured conversation comes from, and under which licence."""
    return voice.SOURCE(source=Typed(process.source), licence=Typed(process.licence))


def that_fit(situation: Situation, people: int | None = None) -> tuple[Process, Process]:
    """Two processes to choose between, the closer fit first; a third and fourth choice are always 'else' and 'not now'."""
    fitting = [p for p in PROCESSES.values() if situation in p.fits and _holds(p, people)]
    rest = [p for p in PROCESSES.values() if p not in fitting and _holds(p, people)]
    first, second = (fitting + rest + list(PROCESSES.values()))[:2]
    return first, second


def _holds(process: Process, people: int | None) -> bool:
    return people is None or process.least <= people <= process.most


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of a conversation: which step it belongs to, how long, who speaks (() means all), in which groups."""

    step: int
    minutes: int
    speakers: tuple[PersonId, ...] = ()
    groups: tuple[tuple[PersonId, ...], ...] = ()


A_DAY = 24 * 60  # minutes
DOUBLED = {"pairs": 1, "fours": 2}  # how often neighbours are joined


def stretches(
    process: Process,
    asker: PersonId,
    others: Sequence[PersonId],
    slow: bool = False,
    drawn: Sequence[PersonId] = (),
) -> tuple[Stretch, ...]:
    """Every stretch in order. ``each`` gives everybody a turn of their own and shares the minutes, one at least.

    ``slow``: a day for each step, in which ``each`` writes when it suits them. ``drawn``: everybody in the order of the
    lot; who stands side by side in it is a pair.
    """
    return tuple(
        Stretch(at, A_DAY if slow else minutes, speakers, groups_in(step, drawn))
        for at, step in enumerate(process.steps)
        for speakers, minutes in _speakers(step, asker, tuple(others), slow)
    )


def groups_in(step: Step, drawn: Sequence[PersonId]) -> tuple[tuple[PersonId, ...], ...]:
    """The pairs or fours of a step that has any, fours made of pairs, so that each pair meets another."""
    groups: tuple[tuple[PersonId, ...], ...] = tuple((one,) for one in drawn)
    for _ in range(DOUBLED.get(step.speakers, 0)):
        groups = joined(groups)
    return groups if step.speakers in DOUBLED else ()


def joined(groups: tuple[tuple[PersonId, ...], ...]) -> tuple[tuple[PersonId, ...], ...]:
    """Neighbours become one; where one is left over, it joins the last, so that nobody is left alone."""
    met = [one + other for one, other in zip(groups[::2], groups[1::2], strict=False)]
    if len(groups) % 2 and met:
        met[-1] += groups[-1]
    return tuple(met) or groups


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of a timed conversation: from when, how long, who speaks (() means all) and what happens."""

    at: datetime
    minutes: int
    speakers: tuple[PersonId, ...]
    step: Phrase


def timetable(
    process: Process, starts: datetime, asker: PersonId, others: Sequence[PersonId]
) -> tuple[Turn, ...]:
    """Every turn in order, each beginning when the one before it ends."""
    turns: list[Turn] = []
    for one in stretches(process, asker, others):
        at = turns[-1].at + timedelta(minutes=turns[-1].minutes) if turns else starts
        turns.append(Turn(at, one.minutes, one.speakers, process.steps[one.step].text))
    return tuple(turns)


def _speakers(
    step: Step, asker: PersonId, others: tuple[PersonId, ...], slow: bool
) -> Iterator[tuple[tuple[PersonId, ...], int]]:
    match step.speakers:
        case "one":
            yield (asker,), step.minutes
        case "others":
            yield others, step.minutes
        case "each" if not slow:
            everybody = (asker, *others)
            share = max(1, step.minutes // len(everybody))
            yield from (((person,), share) for person in everybody)
        case _:
            yield (), step.minutes
