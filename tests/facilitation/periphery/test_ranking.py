"""The ranking: counted as it says, checked against networkx, and blind to what comes after."""

from random import Random

import networkx as nx
import numpy as np
import pytest

from bot.export import open_export
from facilitation.periphery import baselines
from facilitation.periphery.course import Course
from facilitation.periphery.learning import Learner
from facilitation.periphery.memory import DAY, Memory
from facilitation.periphery.ranking import FEATURES, Ground, in_order
from tests.exports import archive
from tests.facilitation.periphery.talks import looked, seeking, wrote


@pytest.fixture(scope="module")
def ground():
    """The Dataverse archive in the middle of its past."""
    with open_export(archive("dataverse")) as opened:
        return next(Course(Memory(), Learner()).stops(opened.in_order(), [1_725_000_000.0]))


@pytest.fixture(scope="module")
def graph(ground):
    return nx.from_scipy_sparse_array(ground.look.ties)


def busiest(ground):
    look = ground.look
    channel = int(np.argmax([len(look.members(one)) for one in range(len(look.channels))]))
    return channel, look.members(channel)


def test_adamic_adar_agrees_with_networkx_when_the_community_is_one_node(ground, graph):
    """networkx's own index between a person and a node that stands for the community, tied to all its members."""
    channel, members = busiest(ground)
    plain = nx.Graph(graph.edges())
    community = -1
    plain.add_edges_from((community, member) for member in members.tolist())
    outside = [one for one in np.flatnonzero(ground.look.outside(channel)).tolist() if one in plain]
    expected = {
        a: score for a, _, score in nx.adamic_adar_index(plain, [(one, community) for one in outside])
    }
    rarity = 1 / np.log(ground.look.contacts[members] + 1)  # + 1: the community's own node is a neighbour too
    ones = ground.look.ties.copy()
    ones.data[:] = 1
    ours = ones @ np.bincount(members, rarity, minlength=len(ground.look.names))
    assert {one: pytest.approx(ours[one]) for one in outside} == expected


def test_common_neighbours_count_ties_to_members(ground, graph):
    channel, members = busiest(ground)
    ours = baselines.common_neighbours(ground, channel, members)
    inside = set(members.tolist())
    for person in graph:
        assert ours[person] == sum(tie["weight"] for other, tie in graph[person].items() if other in inside)


def test_personalised_pagerank_agrees_with_networkx(ground, graph):
    channel, members = busiest(ground)
    start = {one: 1 / len(members) for one in members.tolist()}
    expected = nx.pagerank(graph, alpha=0.85, personalization=start, max_iter=200, tol=1e-12)
    ours = baselines.pagerank(ground, channel, members)
    order = sorted(graph, key=expected.__getitem__, reverse=True)[:50]
    assert [pytest.approx(ours[one], rel=0.05) for one in order] == [expected[one] for one in order]


def test_the_ranking_is_the_weighted_sum_of_its_features(ground):
    channel, members = busiest(ground)
    weights = np.arange(1.0, 1 + len(FEATURES))
    people = np.arange(len(ground.look.names))
    assert ground.scores(channel, members, weights) == pytest.approx(
        ground.features(channel, members, people) @ weights
    )


def test_nothing_from_after_the_instant_changes_anything():
    with open_export(archive("ncar")) as opened:
        messages = [one for batch in opened.in_order() for one in batch]
    at = messages[4000].at
    whole = next(Course(Memory(), Learner()).stops([messages], [at]))
    cut = next(Course(Memory(), Learner()).stops([[one for one in messages if one.at < at]], [at]))
    assert whole.look.names == cut.look.names
    for channel in range(len(whole.look.channels)):
        members = whole.look.members(channel)
        one, other = (it.features(channel, members, np.flatnonzero(it.look.seen)) for it in (whole, cut))
        assert np.array_equal(one, other)


def test_the_order_is_strict_and_equal_people_fall_to_who_wrote_last():
    look = looked(
        wrote("m", "x", 1), wrote("m", "x", 1), wrote("m", "x", 1), wrote("b", "y", 9), wrote("a", "y", 2)
    )
    ground = Ground(look)
    people = np.flatnonzero(look.outside(look.channels.index("x")))
    order = in_order(np.zeros(len(look.names)), people, ground)
    assert [look.names[one] for one in order] == ["a", "b"]


@pytest.mark.parametrize(
    ("feature", "first", "messages"),
    [
        ("lately", "late", [wrote("late", "y", 1), wrote("early", "z", 60)]),
        ("ties", "tied", [wrote("tied", "y", 2, "t"), wrote("m", "y", 1.9, "t"), wrote("alone", "z", 2)]),
        ("called", "named", [wrote("m", "x", 1, "", "named"), wrote("named", "y", 2), wrote("other", "y", 2)]),
        ("returning", "back", [wrote("back", "x", 120), wrote("back", "y", 2), wrote("other", "y", 2)]),
        ("circles", "near", [wrote("m", "y", 1), wrote("near", "y", 2), wrote("far", "z", 2)]),
        ("breadth", "wide", [wrote("wide", "y", 2), wrote("wide", "z", 2), wrote("other", "z", 2)]),
    ],
)  # fmt: skip
def test_each_feature_puts_first_whom_it_speaks_for(feature, first, messages):
    look = looked(*(wrote("m", "x", days) for days in (5, 4, 3)), *messages)
    asked = seeking(look, "x")
    people = np.flatnonzero(look.outside(asked.channel))
    values = Ground(look).features(asked.channel, asked.members, people)[:, FEATURES.index(feature)]
    assert look.names[people[np.argmax(values)]] == first
    assert values.max() > np.delete(values, np.argmax(values)).max()


def test_a_workspaces_own_past_teaches_a_different_order():
    """In this world only those who were called by name ever come; the learner finds that out."""
    dice = Random("taught")
    messages = []
    for month in range(30, 0, -1):
        begin = month * 30
        for room in ("x", "y", "z"):
            for member in range(4):
                messages += [wrote(f"{room}{member}", room, begin - day) for day in (1, 9, 17, 25)]
            crowd = [f"p{month}-{room}-{n}" for n in range(20)]
            messages += [
                wrote(one, f"other-{dice.randrange(5)}", begin - dice.uniform(0, 28)) for one in crowd
            ]
            for one in dice.sample(crowd, 5):
                messages.append(wrote(f"{room}0", room, begin - 28, "", one))
                messages.append(wrote(one, room, begin - 31))
    messages.sort(key=lambda one: one.at)
    learner = Learner()
    shipped = dict(zip(FEATURES, learner.weights, strict=True))
    list(Course(Memory(), learner).stops([messages], [messages[-1].at]))
    taught = dict(zip(FEATURES, learner.weights, strict=True))
    assert taught["called"] > 2 * shipped["called"]
    assert abs(taught["returning"] - shipped["returning"]) < 0.5


def test_a_small_workspace_stays_with_the_shipped_weights():
    learner = Learner()
    shipped = learner.weights.copy()
    messages = [wrote("abc"[n % 3], "x", 200 - n) for n in range(190)] + [
        wrote("d", "y", 60),
        wrote("d", "x", 5),
    ]
    messages.sort(key=lambda one: one.at)
    list(Course(Memory(), learner).stops([messages], [messages[-1].at + DAY]))
    assert learner.weights == pytest.approx(shipped, rel=0.3, abs=0.1)
