"""Makes small and large Slack exports for tests, in the layout that Slack writes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
"""The two public archives lie beside the repository and are never copied into it."""

ARCHIVES = {name: DATA / f"{name}-slack-export.zip" for name in ("ncar", "dataverse")}

Row = dict[str, Any]


def archive(name: str) -> Path:
    """A public archive; where it is not beside the repository, the failure says where it belongs."""
    path = ARCHIVES[name]
    assert path.exists(), (
        f"{path} is missing: this test reads a public chat archive that lies beside the repository"
    )
    return path


def said(
    user: str, at: datetime | float, text: str = "[20 characters]", thread: float | None = None, **more: Any
) -> Row:
    """One message as an export has it."""
    ts = at if isinstance(at, int | float) else at.timestamp()
    row: Row = {"type": "message", "user": user, "ts": f"{ts:.6f}", "text": text, **more}
    return row if thread is None else row | {"thread_ts": f"{thread:.6f}"}


def person(id: str, **more: Any) -> Row:
    return {"id": id, "name": id.lower(), "deleted": False, "is_bot": False, "tz": "Etc/UTC", **more}


def channel(id: str, name: str, **more: Any) -> Row:
    return {"id": id, "name": name, "members": [], **more}


def by_day(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Messages sorted into day files by their UTC date."""
    days: dict[str, list[Row]] = {}
    for row in rows:
        days.setdefault(f"{datetime.fromtimestamp(float(row['ts']), UTC):%Y-%m-%d}.json", []).append(row)
    return days


def write_export(
    path: Path,
    people: Sequence[Row],
    talk: Mapping[str, Sequence[Row]],
    extra: Mapping[str, Any] | None = None,
) -> Path:
    """A zip with users.json, channels.json and day files; ``talk`` is messages by channel name."""
    channels = [channel(f"C{number:05d}", name) for number, name in enumerate(talk)]
    files: dict[str, Any] = {"users.json": people, "channels.json": channels}
    for name, rows in talk.items():
        files |= {f"{name}/{day}": todays for day, todays in by_day(rows).items()}
    return write_files(path, files | dict(extra or {}))


def write_files(path: Path, files: Mapping[str, Any]) -> Path:
    """A zip of these files; what is neither text nor bytes goes in as JSON."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(
                name, content if isinstance(content, str | bytes) else json.dumps(content, indent=1)
            )
    return path


def synthetic(
    messages: int,
    people: int,
    channels: int,
    days: int,
    seed: str = "synthetic",
    start: float = 1_577_836_800.0,
    spans: int = 12,
) -> tuple[list[Row], dict[str, list[Row]]]:
    """People and talk of a made-up workspace: people come and go, have favourite channels, and answer in threads.

    Who is there changes ``spans`` times: newcomers are new only at the beginning of each.
    """
    dice = Random(seed)
    names = [f"U{number:06d}" for number in range(people)]
    talk: dict[str, list[Row]] = {f"channel-{number}": [] for number in range(channels)}
    rooms = list(talk)
    sizes = [1 / (number + 3) for number in range(channels)]
    born = [dice.uniform(-0.2, 0.95) for _ in names]
    stays = [dice.expovariate(6) for _ in names]
    loud = [dice.paretovariate(1.1) for _ in names]
    homes = [dice.choices(rooms, sizes, k=dice.randint(1, 4)) for _ in names]
    for span in range(spans):
        share = (span + 0.5) / spans
        here = [n for n in range(people) if born[n] <= share <= born[n] + stays[n] + 0.08]
        weights = [min(loud[n], 200.0) for n in here]
        authors = dice.choices(here, weights, k=messages // spans)
        moments = sorted(dice.uniform(span, span + 1) for _ in authors)
        for number, moment in zip(authors, moments, strict=True):
            at = round(start + moment / spans * days * 86_400, 6)
            room = dice.choice(homes[number]) if dice.random() < 0.97 else dice.choice(rooms)
            rows = talk[room]
            thread, text = None, "[40 characters]"
            if rows and dice.random() < 0.8:
                last = rows[-min(len(rows), dice.randint(1, 3))]
                thread = float(last.get("thread_ts", last["ts"]))
                if dice.random() < 0.15 and last["user"] != names[number]:
                    text = f"<@{last['user']}> [40 characters]?"
            rows.append(said(names[number], at, text, thread))
    return [person(name) for name in names], talk
