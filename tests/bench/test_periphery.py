"""What suggestions cost: a workspace of 100,000 people beside networkx, growth, and an archive of 900,000 messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from time import process_time

import networkx as nx
import numpy as np
import psutil
import pytest

from facilitation.periphery.learning import Learner
from facilitation.periphery.look import Look, summed, writers
from facilitation.periphery.memory import DAY
from facilitation.periphery.ranking import Ground
from facilitation.periphery.slots import Exposure, Seeking, choose
from tests.exports import synthetic, write_export

PEOPLE, TIES, COMMUNITIES = 100_000, 1_000_000, 2_000
NOW = 1_700_000_000.0
NETWORKX_COMMUNITIES = 10


def workspace(people: int, ties: int, channels: int) -> Look:
    """A made-up workspace: people write in about five channels, most of them in popular ones."""
    dice = np.random.default_rng(people)
    popular = dice.zipf(1.4, size=people * 5) % channels
    who = np.repeat(np.arange(people), 5)
    counts = dice.geometric(0.2, size=len(who)).astype(float)
    shape = (people, channels)
    messages = summed(counts, who, popular, shape)
    one, other = dice.integers(people, size=(2, ties))
    other = np.where(one == other, (other + 1) % people, other)
    strength = dice.geometric(0.5, size=ties).astype(float)
    rows, columns = np.concatenate((one, other)), np.concatenate((other, one))
    both = summed(np.tile(strength, 2), rows, columns, (people, people))
    called = dice.integers(people, size=people // 5)
    return Look(
        at=NOW,
        names=[f"U{number:06d}" for number in range(people)],
        channels=[f"C{number:05d}" for number in range(channels)],
        first=NOW - dice.uniform(0, 1000, people) * DAY,
        last=NOW - dice.exponential(12, people).clip(0, 89) * DAY,
        messages=messages,
        lately=messages * 0.3,
        ties=both,
        warm=both * 0.4,
        calls=summed(np.ones(len(called)), called, dice.integers(channels, size=len(called)), shape),
        trace=messages + summed(np.ones(len(who)), who, dice.integers(channels, size=len(who)), shape),
        entrants=writers(messages) / 10,
    )


def communities(look: Look, many: int) -> list[Seeking]:
    """The busiest channels are too large to be communities of practice: up to 60 members each."""
    found = ((channel, look.members(channel)[:60]) for channel in range(len(look.channels)))
    return [Seeking(f"c{channel}", channel, members) for channel, members in found][:many]


@dataclass
class Cost:
    seconds: float
    picks: int


def suggest(look: Look, many: int) -> Cost:
    """Everything from the look to three people for each community, in CPU seconds."""
    seeking = communities(look, many)
    started = process_time()
    picks = choose(Ground(look), seeking, Learner().weights, Exposure(), Random)
    return Cost(process_time() - started, len(picks))


def with_networkx(look: Look, seeking: list[Seeking]) -> tuple[float, float]:
    """Seconds to build the graph, and to rank everybody for one community by Adamic–Adar over ties to members."""
    started = process_time()
    graph = nx.from_scipy_sparse_array(look.ties)
    built = process_time() - started
    started = process_time()
    for one in seeking:
        score = dict.fromkeys(graph, 0.0)
        for member in one.members.tolist():
            rare = 1 / np.log(max(graph.degree(member), 2))
            for neighbour, tie in graph[member].items():
                score[neighbour] += tie["weight"] * rare
        sorted(score, key=score.__getitem__, reverse=True)
    return built, (process_time() - started) / len(seeking)


def test_two_thousand_communities_among_a_hundred_thousand_people_take_seconds():
    look = workspace(PEOPLE, TIES, COMMUNITIES)
    process = psutil.Process()
    before = process.memory_info().rss
    cost = suggest(look, COMMUNITIES)
    used = process.memory_info().rss
    built, each = with_networkx(look, communities(look, NETWORKX_COMMUNITIES))
    theirs = built + each * COMMUNITIES
    print(
        f"\n{PEOPLE:,} people, {TIES:,} ties, {COMMUNITIES:,} communities: {cost.picks} people named in "
        f"{cost.seconds:.1f} s of CPU, {used / 2**20:,.0f} MB in all, of which {(used - before) / 2**20:,.0f} MB for it."
        f"\nnetworkx: {built:.1f} s for the graph and {each * 1000:.0f} ms a community for Adamic–Adar alone, "
        f"{theirs:.0f} s for all ({theirs / cost.seconds:.1f} times ours)."
    )
    assert cost.seconds <= 20
    assert used <= 2**30


def test_cost_grows_no_faster_than_people():
    small = suggest(workspace(PEOPLE // 10, TIES // 10, COMMUNITIES // 10), COMMUNITIES // 10)
    large = suggest(workspace(PEOPLE, TIES, COMMUNITIES // 10), COMMUNITIES // 10)
    ratio = large.seconds / small.seconds
    print(
        f"\n200 communities: 10,000 people {small.seconds:.2f} s, 100,000 people {large.seconds:.2f} s: {ratio:.1f}×."
    )
    assert ratio <= 12


@pytest.fixture(scope="module")
def large_archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    people, talk = synthetic(900_000, people=8000, channels=100, days=2500, spans=80)
    return write_export(folder / "large.zip", people, talk)


def test_an_archive_of_900_000_messages_answers_400_queries_in_three_minutes(large_archive):
    begin = datetime(2020, 8, 1, tzinfo=UTC)
    queries = large_archive.with_name("queries.jsonl")
    rows = [
        {"community": f"channel-{3 * number}", "at": (begin + timedelta(days=100 * step)).isoformat()}
        for step in range(20)
        for number in range(20)
    ]
    queries.write_text("\n".join(map(json.dumps, rows)))
    out = large_archive.with_name("answers.jsonl")
    command = ["suggest", "--export", large_archive, "--queries", queries, "--out", out]
    ran = subprocess.Popen([sys.executable, "-m", "bot.cli", *map(str, command)])
    _, status, used = os.wait4(ran.pid, 0)
    seconds = used.ru_utime + used.ru_stime  # not ru_maxrss: it begins at what this process holds
    assert os.waitstatus_to_exitcode(status) == 0
    answers = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(answers) == len(rows)
    places = Counter(slot["slot"] for one in answers for slot in one["slots"])
    most = max(Counter(slot["person"] for one in answers for slot in one["slots"]).values())
    shares = ", ".join(f"{name} {many / places.total():.2f}" for name, many in sorted(places.items()))
    print(
        f"\n900,000 messages, {len(rows)} queries: {seconds:.0f} s of CPU. {places.total()} of {3 * len(rows)} places: "
        f"{shares}; nobody named more than {most} times."
    )
    assert seconds <= 180
    assert most <= 10
    assert all(abs(many / places.total() - 1 / 3) < 0.02 for many in places.values())
