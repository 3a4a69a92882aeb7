"""Reads the export of a Slack workspace: people, channels and who wrote when, day by day, without unpacking it.

Layout (Slack help centre, "How to read Slack data exports"): ``users.json``, ``channels.json``, ``groups.json`` for
private channels where the export has them, and ``CHANNEL/YYYY-MM-DD.json`` with a list of messages. Direct messages
are never opened. Whatever cannot be trusted or read ends in an ``ExportError`` that names the file, and the line where
there is one (``bot/archive.py``).
"""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

from bot.archive import ExportError, broken, opened, parsed
from facilitation.participation import Heard

DAY_FILE = re.compile(r"\d{4}-\d\d-\d\d\.json")
MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
COUNTED = re.compile(r"\[(\d+) characters\]")  # archives made public without text write its length like this
TALK = frozenset({None, "", "thread_broadcast", "me_message", "file_share", "file_comment", "file_mention"})
OLDEST, YOUNGEST = 631152000.0, 4102444800.0  # 1990 and 2100; outside, a clock is broken
A_DAY = timedelta(days=1)

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ExportedPerson:
    id: str
    name: str = ""
    zone: str | None = None
    email: str | None = None
    is_bot: bool = False
    is_guest: bool = False
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class ExportedChannel:
    id: str
    name: str
    private: bool = False
    archived: bool = False
    purpose: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedReaction:
    """Exports do not say when somebody reacted: ``at`` is the instant of the message, in seconds since 1970 (UTC)."""

    at: float
    channel: str
    id: str
    person: str
    reaction: str
    to: str


@dataclass(frozen=True)
class Export:
    """An open archive. ``days`` holds, by day and then by channel name, the file with that day's messages."""

    path: Path
    archive: zipfile.ZipFile
    people: dict[str, ExportedPerson]
    channels: dict[str, ExportedChannel]  # by name, as folders are named
    days: dict[date, dict[str, zipfile.ZipInfo]]
    left_alone: tuple[str, ...] = field(
        default=()
    )  # folders of no channel we know: direct messages, above all

    @property
    def files(self) -> int:
        """How many day files there are, for a progress bar."""
        return sum(len(one) for one in self.days.values())

    def is_bot(self, person: str) -> bool:
        known = self.people.get(person)
        return known is not None and known.is_bot

    def talk(self, file: zipfile.ZipInfo) -> list[Raw]:
        """The messages people wrote in one day file, in time order, still as the export has them."""
        rows = parsed(self.archive, file)
        if not isinstance(rows, list):
            raise ExportError(file.filename, "line 1: expected a list of messages")
        kept = [row for number, row in enumerate(rows) if self._is_talk(row, number, file)]
        kept.sort(key=lambda row: float(row["ts"]))
        return kept

    def _is_talk(self, row: Any, number: int, file: zipfile.ZipInfo) -> bool:
        """Whether a person said this. Raises ExportError for an entry that is no message at all."""
        if not isinstance(row, dict):
            broken(self.archive, file, number, "a message is an object in braces")
        if row.get("type", "message") != "message" or row.get("subtype") not in TALK or row.get("bot_id"):
            return False
        author = row.get("user")
        if not author:
            return False
        if not isinstance(author, str):
            broken(self.archive, file, number, f"user is a {type(author).__name__}, expected an id")
        if instant(row.get("ts")) is None:
            broken(self.archive, file, number, f"ts {row.get('ts')!r} is no instant between 1990 and 2100")
        for name in ("text", "thread_ts"):
            if not isinstance(row.get(name), str | None):
                broken(self.archive, file, number, f"{name} is a {type(row[name]).__name__}, expected text")
        return not self.is_bot(author)

    def heard(self, channel: str, row: Raw) -> Heard:
        """What participation keeps of a message. Bots are not mentioned: ringing one ties nobody to anybody."""
        text = row.get("text") or ""
        author = row["user"]
        rung = dict.fromkeys(one for one in MENTION.findall(text) if one != author and not self.is_bot(one))
        return Heard(
            float(row["ts"]),
            author,
            channel,
            row["ts"],
            row.get("thread_ts") or row["ts"],
            tuple(rung),
            length_of(text),
            "?" in text,
        )

    def reactions(self, channel: str, row: Raw) -> Iterator[ExportedReaction]:
        """Who reacted to a message."""
        for one in map(an_object, row.get("reactions") or ()):
            for person in one.get("users") or ():
                if not self.is_bot(person):
                    name = str(one.get("name", ""))
                    yield ExportedReaction(float(row["ts"]), channel, row["ts"], person, name, row["user"])

    def of_channel(self, channel: str) -> Iterator[Heard]:
        """Every message of one channel in time order, one day in memory at a time."""
        for day in sorted(self.days):
            if file := self.days[day].get(channel):
                yield from (self.heard(channel, row) for row in self.talk(file))

    def in_order(self, on_file: Callable[[], None] = lambda: None) -> Iterator[list[Heard]]:
        """Every message of every channel in time order, in batches of about a day; ``on_file`` hears of each file.

        A day file follows the calendar of the workspace, which may be half a day off UTC, so a batch is let go one day
        late. A message that lies further from its file's date (a clock gone wrong) waits for its time, or comes late.
        """
        waiting: list[Heard] = []
        for day in sorted(self.days):
            complete = datetime.combine(day - A_DAY, datetime.min.time(), UTC).timestamp()
            ready = bisect_left(waiting, complete, key=itemgetter(0))
            if ready:
                yield waiting[:ready]
                del waiting[:ready]
            for channel, file in self.days[day].items():
                waiting += [self.heard(channel, row) for row in self.talk(file)]
                on_file()
            waiting.sort(key=itemgetter(0))
        if waiting:
            yield waiting


@contextmanager
def open_export(path: Path) -> Iterator[Export]:
    """The export at this path, checked and with its people and channels read. Raises ExportError."""
    with opened(path) as (archive, files):
        yield read(path, archive, files)


# --- people, channels, days ----------------------------------------------------------------------------------------


def read(path: Path, archive: zipfile.ZipFile, files: dict[str, zipfile.ZipInfo]) -> Export:
    """People, channels and the list of day files. Raises ExportError."""
    for name in ("users.json", "channels.json"):
        if name not in files:
            raise ExportError(str(path), f"{name} is missing; is this the export of a Slack workspace?")
    people = {one.id: one for one in map(person_of, entries(archive, files["users.json"]))}
    rows = [*entries(archive, files["channels.json"])]
    hidden = [*entries(archive, files["groups.json"])] if "groups.json" in files else []
    channels = {
        one.name: one for one in (*(channel_of(r) for r in rows), *(channel_of(r, True) for r in hidden))
    }
    days, left_alone = sorted_days(files, channels)
    return Export(path, archive, people, channels, days, left_alone)


def entries(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Raw]:
    """The objects of a list file, each with an id. Raises ExportError with the line of one that has none."""
    rows = parsed(archive, info)
    if not isinstance(rows, list):
        raise ExportError(info.filename, "line 1: expected a list")
    for number, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            broken(archive, info, number, "an entry without an id")
        yield row


def an_object(value: Any) -> Raw:
    """A part of an entry that may be missing."""
    return value if isinstance(value, dict) else {}


def person_of(row: Raw) -> ExportedPerson:
    profile = an_object(row.get("profile"))
    names = (profile.get("display_name"), profile.get("real_name"), row.get("real_name"), row.get("name"))
    return ExportedPerson(
        id=row["id"],
        name=next((name for name in names if name), ""),
        zone=row.get("tz") or None,
        email=profile.get("email") or None,
        is_bot=bool(row.get("is_bot")) or row["id"] == "USLACKBOT",
        is_guest=bool(row.get("is_restricted") or row.get("is_ultra_restricted")),
        deactivated=bool(row.get("deleted")),
    )


def channel_of(row: Raw, private: bool = False) -> ExportedChannel:
    return ExportedChannel(
        id=row["id"],
        name=row.get("name") or row["id"],
        private=private,
        archived=bool(row.get("is_archived")),
        purpose=an_object(row.get("purpose")).get("value") or "",
        members=tuple(row.get("members") or ()),
    )


def sorted_days(
    files: dict[str, zipfile.ZipInfo], channels: dict[str, ExportedChannel]
) -> tuple[dict[date, dict[str, zipfile.ZipInfo]], tuple[str, ...]]:
    """The day files by day and channel, and the folders that belong to no channel. Raises ExportError."""
    days: dict[date, dict[str, zipfile.ZipInfo]] = {}
    left_alone: dict[str, None] = {}
    for name, info in files.items():
        folder, _, file = name.rpartition("/")
        if not folder or not DAY_FILE.fullmatch(file):
            continue
        if folder not in channels:
            left_alone[folder] = None
            continue
        days.setdefault(day_of(info.filename, file), {})[folder] = info
    return days, tuple(left_alone)


def day_of(where: str, file: str) -> date:
    """The day a file is named after. Raises ExportError for the 31st of February."""
    try:
        return date.fromisoformat(file.removesuffix(".json"))
    except ValueError as why:
        raise ExportError(where, f"{file} is named after no day of the calendar") from why


def instant(ts: Any) -> float | None:
    """A Slack ``ts`` in seconds since 1970, None when it is none."""
    if not isinstance(ts, str):
        return None
    try:
        at = float(ts)
    except ValueError:
        return None
    return at if OLDEST <= at < YOUNGEST else None


def length_of(text: str) -> int:
    """Characters of a message; in an archive without text, the length it names."""
    counted = COUNTED.search(text) if text.endswith(("]", "]?")) else None
    return int(counted[1]) if counted else len(text)
