"""Every reason is counted again, by other code, from the raw files of the export."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli import app
from tests.exports import archive, person, said, write_export

DAY = 86_400
WINDOW = 90 * DAY
RUNG = re.compile(r"<@(U\w+)>")


@dataclass(frozen=True)
class Message:
    at: float
    user: str
    channel: str
    thread: str
    text: str


class Raw:
    """An export as plain lists, and the counts a careful person would make by hand."""

    def __init__(self, path):
        self.messages = []
        with zipfile.ZipFile(path) as files:
            for name in files.namelist():
                folder, _, _ = name.rpartition("/")
                for row in json.loads(files.read(name)) if folder else ():
                    thread = row.get("thread_ts", row["ts"])
                    self.messages.append(Message(float(row["ts"]), row["user"], folder, thread, row["text"]))
        self.messages.sort(key=lambda one: one.at)

    def window(self, at):
        return [one for one in self.messages if at - WINDOW <= one.at < at]

    def members(self, channel, at):
        wrote = [one.user for one in self.window(at) if one.channel == channel]
        return {user for user in wrote if wrote.count(user) >= 3}

    def meetings(self, at):
        """(instant, one, other, channel) whenever two people answered or mentioned each other in the window."""
        last = {}
        for one in self.messages:
            if one.at >= at:
                break
            before = last.get((one.channel, one.thread))
            inside = one.at >= at - WINDOW
            if inside and before and before.user != one.user and one.at - before.at <= 7 * DAY:
                yield one.at, one.user, before.user, one.channel
            if inside:
                yield from ((one.at, one.user, rung, one.channel) for rung in rung_by(one))
            last[one.channel, one.thread] = one

    def between(self, a, b, at):
        return [met for met in self.meetings(at) if {met[1], met[2]} == {a, b}]

    def touched(self, person, at):
        return {who for _, a, b, _ in self.meetings(at) if person in (a, b) for who in (a, b)} - {person}


def rung_by(message):
    return {one for one in RUNG.findall(message.text) if one != message.user}


def on(at):
    return f"{datetime.fromtimestamp(at, UTC):%-d %B %Y}"


WHO, PLACE, DATE = r"@(U\w+)", r"#([\w-]+)", r"(\d+ \w+ \d+)"


def tie(raw, at, a, b, n, date, place):
    met = raw.between(a, b, at)
    last = max(met)
    return (len(met), on(last[0])) == (int(n), date) and any(
        one[0] == last[0] and one[3] == place for one in met
    )


def ties(raw, at, a, n, place):
    return len(raw.touched(a, at) & raw.members(place, at)) == int(n)


def called(raw, at, n, place, a, date):
    found = [one.at for one in raw.window(at) if one.channel == place and a in rung_by(one)]
    return (len(found), on(max(found))) == (int(n), date)


def returning(raw, at, a, n, place, date):
    found = [one.at for one in raw.messages if one.at < at and one.channel == place and one.user == a]
    return (len(found), on(max(found))) == (int(n), date)


def shared(raw, at, a, other, n, place):
    there = {one.user for one in raw.window(at) if one.channel == other}
    return a in there and len(there & raw.members(place, at)) == int(n)


def first(raw, at, a, date):
    return on(min(one.at for one in raw.messages if one.user == a)) == date


def last(raw, at, a, date, place):
    mine = [one for one in raw.window(at) if one.user == a]
    latest = max(one.at for one in mine)
    return on(latest) == date and any(one.at == latest and one.channel == place for one in mine)


def drawn(raw, at, a, place):
    return not raw.touched(a, at) & raw.members(place, at)


CHECKS = [
    (rf"{WHO} and {WHO} answered or mentioned each other (\d+) times? in the last 90 days, (?:last )?on {DATE} in {PLACE}\.", tie),
    (rf"{WHO} was in touch with (\d+) (?:person who takes|people who take) part in {PLACE} in the last 90 days\.", ties),
    (rf"(\d+) messages? in {PLACE} mentioned {WHO} in the last 90 days, (?:the last )?on {DATE}\.", called),
    (rf"{WHO} has written (\d+) messages? in {PLACE} before, (?:the last )?on {DATE}\.", returning),
    (rf"{WHO} wrote in {PLACE} in the last 90 days, and so did (\d+) (?:person who takes|people who take) part in {PLACE}\.", shared),
    (rf"{WHO} wrote in this workspace for the first time on {DATE}\.", first),
    (rf"{WHO} last wrote on {DATE} in {PLACE}\.", last),
    (rf"{WHO} came up by lot, among people who were not in touch with anybody from {PLACE} in the last 90 days\.", drawn),
]  # fmt: skip


def is_true(raw, at, sentence):
    for pattern, check in CHECKS:
        if found := re.fullmatch(pattern, sentence):
            return check(raw, at, *found.groups())
    raise AssertionError(f"nobody knows how to check: {sentence}")


def ask(path, queries):
    """The answers of ``evener suggest``, as a stranger would get them."""
    asked, out = path.with_suffix(".queries"), path.with_suffix(".answers")
    asked.write_text("\n".join(map(json.dumps, queries)))
    ran = CliRunner().invoke(
        app, ["suggest", "--export", str(path), "--queries", str(asked), "--out", str(out)]
    )
    assert ran.exit_code == 0, ran.output
    return [json.loads(line) for line in out.read_text().splitlines()]


def check_answer(raw, answer):
    at = datetime.fromisoformat(answer["at"]).timestamp()
    place = answer["community"]
    here = {one.user for one in raw.window(at) if one.channel == place}
    assert set(answer["ranking"]) == {one.user for one in raw.window(at)} - here
    assert len(answer["ranking"]) == len(set(answer["ranking"]))
    assert len(answer["slots"]) <= 3
    for slot in answer["slots"]:
        assert slot["person"] in answer["ranking"]
        assert slot["bridge"] is None or slot["bridge"] in raw.members(place, at) & raw.touched(
            slot["person"], at
        )
        assert 1 <= len(slot["reasons"]) <= 3
        for sentence in slot["reasons"]:
            assert is_true(raw, at, sentence), f"{place} at {answer['at']}: {sentence}"


@pytest.mark.parametrize("name", ["ncar", "dataverse"])
def test_every_reason_given_on_the_public_archives_is_true(name, tmp_path):
    path = tmp_path / "export.zip"
    path.symlink_to(archive(name))
    raw = Raw(path)
    begin, end = raw.messages[0].at, raw.messages[-1].at
    dice = Random(name)
    channels = sorted({one.channel for one in raw.messages})
    moments = [datetime.fromtimestamp(dice.uniform(begin, end), UTC) for _ in range(6)]
    queries = [
        {"community": channel, "at": at.isoformat()} for at in moments for channel in dice.sample(channels, 6)
    ]
    answers = ask(path, queries)
    assert [(one["community"], one["at"]) for one in answers] == [
        (one["community"], one["at"]) for one in queries
    ]
    assert any(answer["slots"] for answer in answers)
    for answer in answers:
        check_answer(raw, answer)


PEOPLE = [f"U{number}" for number in range(8)]
CHANNELS = ["one", "two", "three"]
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)

talk = st.lists(
    st.tuples(
        st.sampled_from(CHANNELS),
        st.sampled_from(PEOPLE),
        st.integers(0, 200 * 24),  # hours
        st.sampled_from(["", *PEOPLE]),  # mentioned
        st.integers(-1, 5),  # which earlier message of the channel it answers
    ),
    min_size=1,
    max_size=60,
)


def export_of(path, rows):
    """An export in which nobody says two things at the same instant in one channel."""
    told = {name: [] for name in CHANNELS}
    for number, (place, user, hour, mentioned, answers) in enumerate(sorted(rows, key=lambda row: row[2])):
        at = BEGIN.timestamp() + hour * 3600 + number
        text = f"<@{mentioned}> [9 characters]" if mentioned else "[9 characters]"
        before = told[place]
        thread = float(before[-1 - answers]["ts"]) if 0 <= answers < len(before) else None
        told[place].append(said(user, at, text, thread))
    return write_export(path, [person(one) for one in PEOPLE], told)


@given(talk, st.lists(st.tuples(st.sampled_from(CHANNELS), st.integers(0, 210)), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_reason_is_true_whatever_people_did(tmp_path_factory, rows, asked):
    path = export_of(tmp_path_factory.mktemp("any") / "export.zip", rows)
    queries = [
        {"community": place, "at": (BEGIN + timedelta(days=days)).isoformat()} for place, days in asked
    ]
    raw = Raw(path)
    for answer in ask(path, queries):
        check_answer(raw, answer)
