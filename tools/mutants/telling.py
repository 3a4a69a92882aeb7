"""The figure with its interval, by part of facilitation/, and who survived."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath

from statsmodels.stats.proportion import proportion_confint

from tools.mutants.making import Mutant

DEAD = ("killed", "looped")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a sample: the seed, how many mutants there are in all, and each drawn one with its verdict."""

    seed: int
    all: int
    verdicts: Sequence[tuple[Mutant, str]]


def as_json(result: Result) -> str:
    """The result as a file keeps it."""
    rows = [{**asdict(mutant), "verdict": verdict} for mutant, verdict in result.verdicts]
    return json.dumps({"seed": result.seed, "all": result.all, "mutants": rows}, indent=1)


def from_json(text: str) -> Result:
    """The result that ``as_json`` wrote."""
    kept = json.loads(text)
    rows = [
        (Mutant(**{k: v for k, v in row.items() if k != "verdict"}), row["verdict"])
        for row in kept["mutants"]
    ]
    return Result(kept["seed"], kept["all"], rows)


def summary(result: Result) -> str:
    """A table of the parts and one line with the share killed and its 95% interval (Wilson)."""
    lines = [f"{'part':<24}{'drawn':>7}{'killed':>8}{'looped':>8}{'lived':>7}{'no test':>9}{'dead':>8}"]
    for part, counts in sorted(by_part(result).items()):
        drawn = counts.total()
        dead = sum(counts[verdict] for verdict in DEAD)
        cells = [drawn, counts["killed"], counts["looped"], counts["survived"], counts["no test"]]
        widths = (7, 8, 8, 7, 9)
        row = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        lines.append(f"{part:<24}{row}{dead / drawn:>8.1%}")
    return "\n".join([*lines, "", headline(result)])


def headline(result: Result) -> str:
    """``1034 of 1200 mutants killed: 86.2% (95%: 84.1 to 88.0%), of 22475 in all, seed 1``."""
    drawn = len(result.verdicts)
    dead = sum(verdict in DEAD for _, verdict in result.verdicts)
    low, high = proportion_confint(dead, drawn, method="wilson")
    return (
        f"{dead} of {drawn} mutants killed: {dead / drawn:.1%} (95%: {100 * low:.1f} to {100 * high:.1f}%), "
        f"of {result.all} in all, seed {result.seed}"
    )


def by_part(result: Result) -> dict[str, Counter[str]]:
    """How the verdicts fell in each folder of facilitation/; the files that lie in none are one part."""
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mutant, verdict in result.verdicts:
        folders = PurePath(mutant.file).parts[1:-1]
        parts["/".join(folders) or "(files of its own)"][verdict] += 1
    return dict(parts)


# --- the page ------------------------------------------------------------------------------------------------------

BEGIN, END = "<!-- made by make mutants: begin -->", "<!-- end -->"
UNSEEN = "not looked at yet"


def page(result: Result, before: str) -> str:
    """The page with this result in the place of the last one; reasons stay with the change they were written for."""
    opening, _, rest = before.partition(BEGIN)
    kept, _, closing = rest.partition(END)
    return f"{opening}{BEGIN}\n\n{_made(result, _reasons(kept))}\n{END}{closing}"


def _made(result: Result, reasons: dict[tuple[str, str], str]) -> str:
    lines = [headline(result) + ".", "", "| part | drawn | killed | looped | lived | no test | dead |"]
    lines.append("|---|--:|--:|--:|--:|--:|--:|")
    for part, counts in sorted(by_part(result).items()):
        dead = sum(counts[verdict] for verdict in DEAD) / counts.total()
        cells = [counts.total(), *(counts[name] for name in ("killed", "looped", "survived", "no test"))]
        lines.append(f"| {part} | {' | '.join(map(str, cells))} | {dead:.0%} |")
    lines += ["", "| where | what was changed | why it lives |", "|---|---|---|"]
    for mutant, verdict in sorted(
        result.verdicts, key=lambda one: (one[0].file, one[0].function, one[0].change)
    ):
        if verdict not in DEAD:
            where, change = f"{mutant.file} `{mutant.function}`", _cell(mutant.change)
            lines.append(f"| {where} | {change} | {reasons.get((where, change), UNSEEN)} |")
    return "\n".join([*lines, ""])


def _reasons(table: str) -> dict[tuple[str, str], str]:
    rows = [
        line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| facilitation/")
    ]
    return {(row[0], row[1]): row[2] for row in rows if len(row) == 3}


def _cell(change: str) -> str:
    """A change on one line, short and without what would end the cell."""
    before = [line[1:] for line in change.splitlines() if line.startswith("-")]
    after = [line[1:] for line in change.splitlines() if line.startswith("+")]
    old, new = (" ".join(lines).replace("|", "¦").replace("`", "'") for lines in (before, after))
    return f"`{_around(old, new)}` → `{_around(new, old)}`"


def _around(text: str, other: str, room: int = 28) -> str:
    """The place where a text differs from another, with a little on both sides."""
    start = _alike(text, other)
    end = _alike(text[start:][::-1], other[start:][::-1])
    first, last = max(0, start - room), min(len(text), len(text) - end + room)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"[:160]


def _alike(one: str, other: str) -> int:
    """How many letters two texts share from the front."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
