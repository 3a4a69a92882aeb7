"""``evener suggest`` and ``evener evaluate periphery``: suggestions from a workspace export, and how good they are.

Both walk once through the export in time order and use nothing from after the instant they speak about; memory follows
the look-back window and the number of people, not the length of the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryFile
from typing import IO, Annotated, Any

import numpy as np
import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.archive import ExportError
from bot.clock import stopwatch
from bot.export import Export, open_export
from facilitation.participation import Heard
from facilitation.periphery import trial
from facilitation.periphery.bridges import choose_bridge
from facilitation.periphery.course import Course
from facilitation.periphery.learning import Learner
from facilitation.periphery.memory import DAY, Memory
from facilitation.periphery.ranking import Ground, in_order
from facilitation.periphery.reasons import Evidence, reasons
from facilitation.periphery.slots import Exposure, Pick, Seeking, choose
from facilitation.voice.catalogue import plain

evaluate_app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="How good something is, measured on a past that is known.",
)
errors = Console(stderr=True)

WIDE = 120  # columns, where the table goes into a file
ExportFile = Annotated[Path, typer.Option("--export", help="A Slack workspace export (zip).", dir_okay=False)]


class BadQuery(Exception):
    """A query that cannot be read; its text names file and line."""


@dataclass(frozen=True, slots=True)
class Query:
    """One line of the queries: a channel's community at an instant. ``written`` is the instant as it was written."""

    community: str
    at: float
    written: str

    @property
    def name(self) -> str:
        """The channel's name as folders have it."""
        return self.community.removeprefix("#")


# --- evener suggest --------------------------------------------------------------------------------------------------


def suggest(
    export: ExportFile,
    queries: Annotated[
        Path,
        typer.Option(help='Lines of {"community": channel, "at": instant}.', exists=True, dir_okay=False),
    ],
    out: Annotated[Path, typer.Option(help="Where the answers go, one line for each query.", dir_okay=False)],
) -> None:
    """Who outside a community could be drawn in, with reasons, for every query, in one pass over an export."""
    with failing_kindly(), open_export(export) as opened:
        asked = read_queries(queries, opened)
        with TemporaryFile() as kept:
            places = answer_all(opened, asked, kept)
            with out.open("wb") as lines:
                for query in asked:
                    kept.seek(places[query])
                    lines.write(kept.readline())


@contextmanager
def failing_kindly() -> Iterator[None]:
    """What somebody can mend is said in one sentence, with exit status 2."""
    try:
        yield
    except (ExportError, BadQuery, OSError) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(2) from why


def read_queries(file: Path, export: Export) -> list[Query]:
    """Every query of the file. Raises BadQuery."""
    with file.open("rb") as lines:
        return [
            read_query(line, f"{file}:{number}", export)
            for number, line in enumerate(lines, 1)
            if line.strip()
        ]


def read_query(line: bytes, where: str, export: Export) -> Query:
    try:
        row = orjson.loads(line)
        community, written = str(row["community"]), row["at"]
        at = datetime.fromisoformat(written)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as why:
        raise BadQuery(f'{where}: expected {{"community": channel, "at": instant}} ({why})') from why
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    query = Query(community, aware.timestamp(), written)
    if query.name not in export.channels:
        raise BadQuery(f"{where}: the export has no channel {community!r}")
    return query


def answer_all(export: Export, queries: Sequence[Query], kept: IO[bytes]) -> dict[Query, int]:
    """Write the answers in the order of time, as JSON lines; where each begins. However many, none stays in memory."""
    desk = Desk()
    places: dict[Query, int] = {}
    at: dict[float, dict[Query, None]] = {}
    for query in queries:
        at.setdefault(query.at, {})[query] = None
    with watched(export) as batches:
        for ground in desk.course.stops(batches, sorted(at)):
            for query, line in desk.answer(ground, list(at[ground.look.at])):
                places[query] = kept.tell()
                kept.write(line + b"\n")
    return places


@contextmanager
def watched(export: Export) -> Iterator[Iterator[list[Heard]]]:
    """The messages of an export in time order, with a progress bar where somebody looks."""
    with watching(export) as step:
        yield export.in_order(step)


@contextmanager
def watching(export: Export) -> Iterator[Callable[[], None]]:
    """A progress bar over the day files of an export, for somebody at a terminal; call what it gives for each file."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("day files", total=export.files)
        yield lambda: bar.advance(task)


@dataclass
class Desk:
    """Where the queries of one run are answered. People named rest through the run as they would through the months."""

    memory: Memory = field(default_factory=Memory)
    learner: Learner = field(default_factory=Learner)
    exposure: Exposure = field(default_factory=Exposure)
    asked: dict[str, float] = field(default_factory=dict)  # who was last to carry an invitation, and when

    def __post_init__(self) -> None:
        self.course = Course(self.memory, self.learner)

    def answer(self, ground: Ground, queries: Sequence[Query]) -> Iterator[tuple[Query, bytes]]:
        """The communities of one instant are served together, each once however often and however it was written."""
        started = stopwatch()
        seeking = {query.name: self.seeking(ground, query.name) for query in queries}
        picks = choose(ground, list(seeking.values()), self.learner.weights, self.exposure, Random)
        evidence = Evidence(self.memory, ground)
        shared = (stopwatch() - started) / len(seeking)
        known = {name: self.found(one, picks, evidence, shared) for name, one in seeking.items()}
        for query in queries:
            yield (
                query,
                orjson.dumps({"community": query.community, "at": query.written} | known[query.name]),
            )

    def seeking(self, ground: Ground, name: str) -> Seeking:
        channel = self.memory.channels.find(name)
        members = np.array([], dtype=np.int64) if channel is None else ground.look.members(channel)
        return Seeking(name, channel, members)

    def found(
        self, seeking: Seeking, picks: Sequence[Pick], evidence: Evidence, shared: float
    ) -> dict[str, Any]:
        """The ranking and the places of one community, and the milliseconds that took."""
        started = stopwatch()
        mine = [pick for pick in picks if pick.community == seeking.community]
        answer: dict[str, Any] = {
            "ranking": self.ranking(evidence.ground, seeking),
            "slots": [self.slot(evidence, seeking, pick) for pick in mine],
        }
        return answer | {"ms": round(1000 * (shared + stopwatch() - started), 1)}

    def ranking(self, ground: Ground, seeking: Seeking) -> list[str]:
        """Everybody outside who was seen in the window, best first."""
        look = ground.look
        people = np.flatnonzero(look.seen if seeking.channel is None else look.outside(seeking.channel))
        scores = ground.scores(seeking.channel, seeking.members, self.learner.weights)
        return [look.names[one] for one in in_order(scores, people, ground)]

    def slot(self, evidence: Evidence, seeking: Seeking, pick: Pick) -> dict[str, Any]:
        look = evidence.look
        bridge = choose_bridge(look, pick.person, seeking.members, self.asked)
        if bridge is not None:
            self.asked[look.names[bridge]] = look.at
        return {
            "person": look.names[pick.person],
            "slot": pick.slot.value,
            "bridge": None if bridge is None else look.names[bridge],
            "reasons": [plain(reason) for reason in reasons(evidence, pick, seeking, bridge)],
        }


# --- evener evaluate periphery ---------------------------------------------------------------------------------------


@evaluate_app.callback()
def evaluate() -> None:
    """How good something is, measured on a past that is known."""


@evaluate_app.command()
def periphery(
    export: ExportFile,
    lookback: Annotated[int, typer.Option(help="Days that are looked back on.", min=7)] = 90,
    ahead: Annotated[int, typer.Option(help="Days in which somebody may come.", min=1)] = 30,
) -> None:
    """Rankings and policies on an export's own past: who would have been named, and who came (science.md 2.5)."""
    with failing_kindly(), open_export(export) as opened:
        tried = try_out(opened, lookback * DAY, ahead * DAY)
    show(tried, Console(width=None if Console().is_terminal else WIDE))


@dataclass(frozen=True)
class Tried:
    trial: trial.Trial
    cutoffs: int


def try_out(export: Export, lookback: float, ahead: float) -> Tried:
    """Speak at each cutoff and hear a month later, in one pass; the second half of the cutoffs is scored."""
    if ahead > lookback:
        raise BadQuery("--ahead: cannot be longer than --lookback")
    memory, learner = Memory(lookback), Learner(ahead=ahead)
    first, last = span(export)
    cutoffs = trial.cutoffs(first, last, lookback, ahead)
    scored = set(cutoffs[len(cutoffs) // 2 :])
    due = {at + ahead: at for at in cutoffs}
    made = trial.Trial(learner, Random)
    with watched(export) as batches:
        for ground in Course(memory, learner).stops(batches, sorted({*cutoffs, *due})):
            at = ground.look.at
            if at in due:
                made.hear(due[at], ground.look)
            if at in due.values():
                made.speak(ground, at in scored)
    return Tried(made, len(scored))


def span(export: Export) -> tuple[float, float]:
    """The first and the last instant of the messages, read from the first and the last day that has any."""
    days = sorted(export.days)
    ends = [edge for order in (days, days[::-1]) for edge in [first_with_talk(export, order)] if edge]
    if not ends:
        raise BadQuery(f"{export.path}: no messages of people in the channels of this export")
    return min(ends[0]), max(ends[-1])


def first_with_talk(export: Export, days: Iterable[Any]) -> list[float]:
    """The instants of the first of these days on which anybody wrote."""
    for day in days:
        found = [float(row["ts"]) for file in export.days[day].values() for row in export.talk(file)]
        if found:
            return found
    return []


def show(tried: Tried, console: Console) -> None:
    """The two tables of science.md 2.5."""
    made = tried.trial
    console.print(
        f"{made.asked} communities × cutoffs in the second half of the past ({tried.cutoffs} cutoffs). "
        "AUC with 95 % bootstrap intervals over cutoffs."
    )
    ranks = Table("task", "ranking", "AUC", "95 %", "precision@5", "scored", title="Rankings")
    for row in trial.rank_rows(made, Random):
        interval = f"{row.auc.low:.3f}–{row.auc.high:.3f}"
        ranks.add_row(
            row.task, row.ranker, f"{row.auc.middle:.3f}", interval, f"{row.first_five:.3f}", str(row.scored)
        )
    console.print(ranks)
    policies = Table(
        "policy", "precision@3", "95 %", "named", "people", "most often", "new", "quiet", "busy", "top tenth",
        title="Policies",
    )  # fmt: skip
    for one in trial.policy_rows(made, Random):
        first = one.first_three
        policies.add_row(
            one.policy,
            f"{first.middle:.3f}",
            f"{first.low:.3f}–{first.high:.3f}",
            *(f"{count:.0f}" for count in (one.named, one.distinct, one.most_often)),
            *(f"{share:.2f}" for share in (one.new, one.quiet, one.busy, one.decile)),
        )
    console.print(policies)
