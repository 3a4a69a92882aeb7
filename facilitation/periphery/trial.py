"""Tries rankings and policies on a workspace's own past: at each cutoff they speak, a month later we see who came.

The protocol is that of science.md 2.5. A community is a channel with three members or more (three messages in the
look-back); task A ranks everybody seen elsewhere and not there; A-peri leaves out the most active fifth; A-new keeps
only those first seen less than 90 days before. A community and cutoff counts where somebody came. Figures are averaged
over them and taken from the second half of the past, with bootstrap intervals over cutoffs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from facilitation.numbers import Bools, Floats, Ints, np
from facilitation.periphery.baselines import POLICIES, RANKERS, PlainPolicy
from facilitation.periphery.learning import Learner
from facilitation.periphery.look import Look
from facilitation.periphery.ranking import Ground
from facilitation.periphery.slots import Exposure, Luck, Seeking, choose

OURS: Final = "Evener"
TASKS: Final = ("A", "A-peri", "A-new")
FEWEST_MEMBERS: Final = 3
RESAMPLES: Final = 1000
FORTY: Final = 40


@dataclass(frozen=True, slots=True)
class Question:
    """One community at one cutoff: everybody outside, what each ranker said, and the circles they belong to."""

    channel: int
    people: Ints
    values: dict[str, Floats]
    masks: dict[str, Bools]


@dataclass(frozen=True, slots=True)
class Round:
    """Everything said at one cutoff, waiting for a month to pass."""

    at: float
    questions: tuple[Question, ...]
    named: dict[str, list[list[tuple[int, int]]]]  # policy → for each of its series (channel, person)
    new: Bools
    busy: Bools
    decile: Bools


@dataclass(frozen=True, slots=True)
class Score:
    cutoff: float
    auc: float
    first_five: float  # precision@5


@dataclass
class Outcome:
    """What became of the people one policy named, where somebody came at all."""

    hits: list[tuple[float, bool]] = field(default_factory=list)  # (cutoff, came)
    who: list[int] = field(default_factory=list)
    kinds: list[tuple[bool, bool, bool, bool]] = field(default_factory=list)  # new, quiet, busy, top decile


class Trial:
    """Collects rounds and settles them. ``luck`` seeds the lots of our own policy."""

    def __init__(self, learner: Learner, luck: Luck) -> None:
        self.learner = learner
        self.luck = luck
        self.exposure = Exposure()
        self.plain: dict[str, list[PlainPolicy]] = {name: make() for name, make in POLICIES.items()}
        self.scores: dict[tuple[str, str], list[Score]] = {}
        self.outcomes = {name: [Outcome() for _ in series] for name, series in self.plain.items()}
        self.outcomes[OURS] = [Outcome()]
        self.asked = 0  # communities × cutoffs, scored or not
        self._waiting: dict[float, Round] = {}

    def speak(self, ground: Ground, counts: bool = True) -> None:
        """A cutoff. ``counts`` False: the policies go on with their rests, but nothing of it will be scored."""
        look = ground.look
        communities = communities_of(look)
        named = {
            name: [policy.choose(ground, communities) for policy in series]
            for name, series in self.plain.items()
        }
        named[OURS] = [self._ours(ground, communities)]
        if not counts:
            return
        self.asked += len(communities)
        questions = tuple(self._question(ground, channel, members) for channel, members in communities)
        self._waiting[look.at] = Round(
            look.at, questions, named, look.new(), look.busy, look.most_active(0.1)
        )

    def _ours(self, ground: Ground, communities: Sequence[tuple[int, Ints]]) -> list[tuple[int, int]]:
        seeking = [Seeking(str(channel), channel, members) for channel, members in communities]
        picks = choose(ground, seeking, self.learner.weights, self.exposure, self.luck)
        return [(int(pick.community), pick.person) for pick in picks]

    def _question(self, ground: Ground, channel: int, members: Ints) -> Question:
        look = ground.look
        people = np.flatnonzero(look.outside(channel))
        values = {name: ranker(ground, channel, members)[people] for name, ranker in RANKERS.items()}
        values[OURS] = ground.scores(channel, members, self.learner.weights)[people]
        masks = {"A": np.ones(len(people), bool), "A-peri": ~look.busy[people], "A-new": look.new()[people]}
        return Question(channel, people, values, masks)

    def hear(self, cutoff: float, after: Look) -> None:
        """A month has passed since a cutoff: see who came."""
        waiting = self._waiting.pop(cutoff, None)
        if waiting is None:
            return
        came = {one.channel: np.isin(one.people, after.wrote_in(one.channel)[0]) for one in waiting.questions}
        for question in waiting.questions:
            self._score(cutoff, question, came[question.channel])
        scored = {one.channel: set(one.people[came[one.channel]].tolist()) for one in waiting.questions}
        for name, series in waiting.named.items():
            for outcome, pairs in zip(self.outcomes[name], series, strict=True):
                self._settle(outcome, waiting, pairs, scored)

    def _score(self, cutoff: float, question: Question, came: Bools) -> None:
        for task, mask in question.masks.items():
            hits = came[mask]
            if not hits.any() or hits.all():
                continue
            for name, values in question.values.items():
                score = Score(cutoff, auc(values[mask], hits), first_five(values[mask], hits))
                self.scores.setdefault((task, name), []).append(score)

    def _settle(
        self, outcome: Outcome, waiting: Round, pairs: list[tuple[int, int]], came: dict[int, set[int]]
    ) -> None:
        for channel, person in pairs:
            if not came[channel]:
                continue
            new, busy = bool(waiting.new[person]), bool(waiting.busy[person])
            outcome.hits.append((waiting.at, person in came[channel]))
            outcome.who.append(person)
            outcome.kinds.append((new, not new and not busy, not new and busy, bool(waiting.decile[person])))


def communities_of(look: Look) -> list[tuple[int, Ints]]:
    """Channels with three members or more, with their members."""
    found = ((channel, look.members(channel)) for channel in range(len(look.channels)))
    return [(channel, members) for channel, members in found if len(members) >= FEWEST_MEMBERS]


def auc(values: Floats, hits: Bools) -> float:
    """The chance that somebody who came stood above somebody who did not; equal values count half."""
    came, stayed = int(hits.sum()), int((~hits).sum())
    return float((average_ranks(values)[hits].sum() - came * (came + 1) / 2) / (came * stayed))


def average_ranks(values: Floats) -> Floats:
    """Ranks from 1, ties sharing their mean rank (as scipy.stats.rankdata, whose import costs seconds and 60 MB)."""
    _, group, size = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(size)
    ranks: Floats = (last - (size - 1) / 2)[group]
    return ranks


def first_five(values: Floats, hits: Bools) -> float:
    """How many of the first five came; among equal values everybody has the same chance to stand first."""
    five = min(5, len(values))
    edge = np.sort(values)[-five]
    above, level = values > edge, values == edge
    return float((hits[above].sum() + (five - above.sum()) * hits[level].mean()) / five)


# --- the tables ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RankRow:
    task: str
    ranker: str
    auc: Interval
    first_five: float
    scored: int  # communities × cutoffs


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One policy, averaged over its series of lots where it has several."""

    policy: str
    first_three: Interval  # share of those named who came
    named: float
    distinct: float
    most_often: float
    new: float
    quiet: float
    busy: float
    decile: float  # share of places that went to the most active tenth


def rank_rows(trial: Trial, luck: Luck) -> list[RankRow]:
    """One row for each task and ranker, with 95 % bootstrap intervals over cutoffs."""
    rows = []
    for task in TASKS:
        for ranker in (*RANKERS, OURS):
            scores = trial.scores.get((task, ranker), [])
            pairs = [(one.cutoff, one.auc) for one in scores]
            five = float(np.mean([one.first_five for one in scores])) if scores else float("nan")
            rows.append(RankRow(task, ranker, bootstrap(pairs, luck), five, len(scores)))
    return rows


def policy_rows(trial: Trial, luck: Luck) -> list[PolicyRow]:
    """One row for each policy. Counts of times named are over the scored communities, as in science.md 2.5."""
    return [policy_row(name, series, luck) for name, series in trial.outcomes.items() if series[0].hits]


def policy_row(name: str, series: Sequence[Outcome], luck: Luck) -> PolicyRow:
    often = [np.bincount(one.who) for one in series]
    new, quiet, busy, decile = np.mean([kinds for one in series for kinds in one.kinds], axis=0)
    hits = [(cutoff, float(hit)) for one in series for cutoff, hit in one.hits]
    return PolicyRow(
        name,
        bootstrap(hits, luck),
        len(hits) / len(series),
        float(np.mean([(one > 0).sum() for one in often])),
        float(np.mean([one.max() for one in often])),
        float(new),
        float(quiet),
        float(busy),
        float(decile),
    )


def bootstrap(pairs: Iterable[tuple[float, float]], luck: Luck) -> Interval:
    """The mean with its 95 % interval when whole cutoffs are drawn again and again."""
    table = np.array(list(pairs), dtype=np.float64)
    if not len(table):
        return Interval(float("nan"), float("nan"), float("nan"))
    _, which = np.unique(table[:, 0], return_inverse=True)
    sums, counts = np.bincount(which, table[:, 1]), np.bincount(which)
    dice = np.random.default_rng(luck("periphery:bootstrap").getrandbits(64))
    drawn = dice.integers(len(sums), size=(RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(table[:, 1].mean()), float(low), float(high))


def cutoffs(first: float, last: float, lookback: float, ahead: float) -> list[float]:
    """Where a past is cut: every ``ahead`` seconds, or at forty places where that would be more, from midnight UTC."""
    day = 86_400.0
    begin, end = first // day * day + lookback, last - ahead
    step = max(ahead, (end - begin) / FORTY)
    return [float(at) for at in np.arange(begin, end, step)] if end > begin else []
