"""Rankings and policies are tried on a past by figures that brute force finds as well."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.periphery.baselines import (
    POLICIES,
    RANKERS,
    PlainPolicy,
    activity,
    adamic_adar,
    by_lot,
    common_neighbours,
    degree,
    pagerank,
    recency,
    top,
)
from facilitation.periphery.learning import Learner
from facilitation.periphery.look import look
from facilitation.periphery.memory import DAY
from facilitation.periphery.ranking import Ground
from facilitation.periphery.trial import (
    OURS,
    TASKS,
    Outcome,
    Trial,
    auc,
    bootstrap,
    communities_of,
    cutoffs,
    first_five,
    policy_row,
    policy_rows,
    rank_rows,
)
from tests.facilitation.periphery.talks import NOW, looked, remembered, wrote

LUCK = lambda name: Random(name)  # noqa: E731
SOME = st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=14)


@given(SOME)
def test_the_area_is_the_chance_that_who_came_stood_above_who_stayed(pairs) -> None:
    came = [value for value, hit in pairs if hit]
    stayed = [value for value, hit in pairs if not hit]
    if not came or not stayed:
        return
    won = sum((a > b) + (a == b) / 2 for a, b in product(came, stayed)) / (len(came) * len(stayed))
    values, hits = np.array([v for v, _ in pairs], float), np.array([h for _, h in pairs])
    assert auc(values, hits) == pytest.approx(won)


@given(SOME, st.randoms(use_true_random=False))
def test_the_first_five_are_a_mean_over_the_orders_of_equals(pairs, luck) -> None:
    values, hits = np.array([v for v, _ in pairs], float), np.array([h for _, h in pairs])
    edge = sorted((v for v, _ in pairs), reverse=True)[: min(5, len(pairs))][-1]
    sure = sum(h for v, h in pairs if v > edge)
    level = [h for v, h in pairs if v == edge]
    places = min(5, len(pairs)) - sum(v > edge for v, _ in pairs)
    assert first_five(values, hits) == pytest.approx(
        (sure + places * sum(level) / len(level)) / min(5, len(pairs))
    )


def test_the_first_five_of_ten_who_differ_are_the_upper_half() -> None:
    values = np.arange(10.0)
    assert first_five(values, values >= 5) == 1.0 and first_five(values, values < 5) == 0.0
    assert first_five(values, values >= 8) == pytest.approx(0.4)


def test_an_interval_lies_around_its_mean_within_what_was_seen_and_repeats() -> None:
    pairs = [(float(cutoff), float(n)) for cutoff in range(6) for n in (cutoff, cutoff + 1)]
    found = bootstrap(pairs, LUCK)
    assert found.middle == pytest.approx(3.0)
    assert 0.5 <= found.low < found.middle < found.high <= 5.5
    assert found == bootstrap(pairs, LUCK)
    one = bootstrap([(1.0, 2.0), (1.0, 4.0)], LUCK)
    assert (one.low, one.middle, one.high) == (3.0, 3.0, 3.0)
    assert np.isnan([bootstrap([], LUCK).low, bootstrap([], LUCK).middle, bootstrap([], LUCK).high]).all()


def test_a_past_is_cut_from_midnight_on_every_month_or_forty_times() -> None:
    first = 100 * DAY + 5 * 3600
    assert cutoffs(first, 200 * DAY, 30 * DAY, 20 * DAY) == [d * DAY for d in (130, 150, 170)]
    assert cutoffs(first, 150 * DAY, 30 * DAY, 20 * DAY) == []
    many = cutoffs(first, 100 * DAY + 30 * DAY + 800 * DAY + DAY, 30 * DAY, DAY)
    assert len(many) == 40 and many[0] == 130 * DAY and many[1] - many[0] == 20 * DAY


def talk(*more):
    """Three members of a (b: two), and people who are tied to them from elsewhere."""
    return [
        *(wrote(one, "a", days) for one in ("A", "B", "C") for days in (3, 4, 5)),
        *(wrote(one, "b", days) for one in ("D", "E") for days in (3, 4, 5)),
        wrote("A", "c", 6.0, "t1"), wrote("D", "c", 5.9, "t1", "A"), wrote("B", "c", 5.8, "t1", "D"),
        wrote("F", "c", 20.0), wrote("G", "c", 2.0), *more,
    ]  # fmt: skip


def test_a_community_has_three_members_who_wrote_three_times() -> None:
    seen = looked(*talk())
    assert [seen.channels[channel] for channel, _ in communities_of(seen)] == ["a"]
    assert sorted(seen.names[one] for one in communities_of(seen)[0][1]) == ["A", "B", "C"]


def test_plain_rankings_say_what_their_names_say() -> None:
    seen = looked(*talk())
    ground, (channel, members) = Ground(seen), communities_of(seen)[0]
    number = {name: at for at, name in enumerate(seen.names)}
    for ranker, of in ((activity, seen.activity), (degree, seen.contacts), (recency, seen.last)):
        assert (ranker(ground, channel, members) == of).all()
    tied = common_neighbours(ground, channel, members)
    by_hand = [seen.ties[members][:, at].sum() for at in range(len(seen.names))]
    assert tied == pytest.approx(by_hand)
    weighted = adamic_adar(ground, channel, members)
    by_hand = [sum(seen.ties[m, at] * ground.rarity[m] for m in members) for at in range(len(seen.names))]
    assert weighted == pytest.approx(by_hand)
    assert tied[number["D"]] > 0 == tied[number["F"]]
    lots = by_lot(1)(ground, channel, members)
    assert (lots == by_lot(1)(ground, channel, members)).all() and ((lots >= 0) & (lots < 1)).all()
    assert (lots != by_lot(2)(ground, channel, members)).any() and len(lots) == len(seen.names)


def test_walks_that_begin_at_the_members_stay_a_share_of_one() -> None:
    seen = looked(*talk())
    ground, (channel, members) = Ground(seen), communities_of(seen)[0]
    rank = pagerank(ground, channel, members)
    total = np.asarray(seen.ties.sum(axis=0)).ravel()
    steps = seen.ties.toarray() / np.maximum(total, 1e-12)[None, :]
    start = np.zeros(len(rank))
    start[members] = 1 / 3
    assert rank == pytest.approx(0.15 * start + 0.85 * (steps @ rank), abs=0.01)
    assert 0.15 <= rank.sum() <= 1.0 + 1e-9


def test_the_best_come_first_and_equals_in_their_order() -> None:
    value = np.array([1.0, 3.0, 2.0, 3.0])
    assert top(np.array([0, 1, 2, 3]), value, 3) == [1, 3, 2]
    assert top(np.array([0, 2]), value, 3) == [2, 0]


def test_a_policy_names_three_from_outside_rests_them_once_and_takes_one_of_each_circle() -> None:
    seen = looked(*talk(*(wrote(f"P{n}", "c", 10 + n) for n in range(5))))
    ground, communities = Ground(seen), communities_of(seen)
    inside = set(communities[0][1].tolist())
    plain, resting = PlainPolicy(recency), PlainPolicy(recency, rests=True)
    first = plain.choose(ground, communities)
    assert len(first) == 3 and not inside & {person for _, person in first}
    assert first == plain.choose(ground, communities) == resting.choose(ground, communities)
    second = resting.choose(ground, communities)
    assert len(second) == 3 and not set(first) & set(second)
    assert resting.choose(ground, communities) == first
    twice = resting.choose(ground, [communities[0], communities[0]])
    assert len({person for _, person in twice}) == len(twice)
    circles = PlainPolicy(recency, circles=True).choose(ground, communities)
    new, busy = seen.new(), seen.busy
    kinds = [(bool(new[one]), bool(busy[one])) for _, one in circles]
    assert len(circles) <= 3 and len({kind if not kind[0] else (True,) for kind in kinds}) == len(kinds)


def test_whoever_comes_within_the_month_counts_as_come_and_only_then() -> None:
    past = talk()
    trial = Trial(Learner(), LUCK)
    before = Ground(looked(*past))
    trial.speak(before, counts=False)
    assert trial.asked == 0
    trial.speak(before)
    assert trial.asked == 1
    later = [wrote("D", "a", -days) for days in (1, 2, 3)]
    after = look(remembered(*past, *later), NOW + 30 * DAY)
    trial.hear(NOW - DAY, after)
    assert trial.scores == {}
    trial.hear(NOW, after)
    assert {task for task, _ in trial.scores} <= set(TASKS) and ("A", OURS) in trial.scores
    outside = [name for name in before.look.names if name not in "ABC"]
    tied = common_neighbours(before, 0, communities_of(before.look)[0][1])
    people = [before.look.names.index(name) for name in outside]
    hits = np.array([name == "D" for name in outside])
    (score,) = trial.scores[("A", "common neighbours")]
    assert (score.cutoff, score.auc) == (NOW, auc(tied[people], hits))
    assert score.first_five == first_five(tied[people], hits)
    trial.hear(NOW, after)
    assert len(trial.scores[("A", OURS)]) == 1


def test_tables_have_a_row_for_each_and_say_how_many_were_named_and_who() -> None:
    past = talk()
    trial = Trial(Learner(), LUCK)
    trial.speak(Ground(looked(*past)))
    trial.hear(NOW, look(remembered(*past, *(wrote("D", "a", -days) for days in (1, 2, 3))), NOW + 30 * DAY))
    rows = rank_rows(trial, LUCK)
    assert [(one.task, one.ranker) for one in rows] == [(t, r) for t in TASKS for r in (*RANKERS, OURS)]
    ours = next(one for one in rows if (one.task, one.ranker) == ("A", OURS))
    assert ours.scored == 1 and ours.auc.low == ours.auc.middle == ours.auc.high
    assert {one.policy for one in policy_rows(trial, LUCK)} == {*POLICIES, OURS}
    some = Outcome([(1.0, True), (1.0, False), (2.0, False)], [4, 4, 5],
                   [(True, False, False, False), (False, True, False, False), (False, False, True, True)])  # fmt: skip
    row = policy_row("x", [some], LUCK)
    assert (row.policy, row.named, row.distinct, row.most_often) == ("x", 3.0, 2.0, 2.0)
    assert row.first_three.middle == pytest.approx(1 / 3)
    assert [row.new, row.quiet, row.busy, row.decile] == pytest.approx([1 / 3] * 4)
    assert policy_row("x", [some, some], LUCK).named == 3.0
