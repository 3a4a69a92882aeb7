"""What the fault tests saw, as the table in docs/reliability.md: written anew when EVENER_RELIABILITY names that page."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from storage.outbox import UNKNOWN
from tests.faults.town import Town

BEGIN, END = "<!-- made by tests/faults: begin -->", "<!-- made by tests/faults: end -->"


@dataclass(frozen=True, order=True)
class Row:
    """One fault on one database."""

    fault: str
    database: str
    acknowledged: int
    lost: int
    letters: int
    twice: int
    never: int
    declared: int  # of unknown fate, and treated as their writer declared


async def seen(lived: Town, fault: str) -> Row:
    """What is there now, counted in the ledger, among the letters, and outside."""
    sent = await lived.letters()
    return Row(
        fault,
        "SQLite" if lived.url.startswith("sqlite") else "PostgreSQL",
        len(lived.acknowledged),
        await lived.lost(),
        len(sent),
        sum(there > 1 for _, there in sent.values()),
        sum(there == 0 for _, there in sent.values()),
        sum(state == UNKNOWN for state, _ in sent.values()),
    )


@dataclass
class Table:
    """All rows of one run."""

    rows: list[Row] = field(default_factory=list)

    def lines(self) -> list[str]:
        head = "| what happened | database | acknowledged | lost | letters | twice | never sent | of unknown fate |"
        return [head, "|---|---|---|---|---|---|---|---|", *(line(row) for row in sorted(self.rows))]

    def write(self, page: Path) -> None:
        """Put the table between its two marks on the page."""
        before, _, rest = page.read_text().partition(BEGIN)
        _, _, after = rest.partition(END)
        page.write_text("\n".join([f"{before}{BEGIN}", "", *self.lines(), "", f"{END}{after}"]))


def line(row: Row) -> str:
    counts = (row.acknowledged, row.lost, row.letters, row.twice, row.never, row.declared)
    return f"| {row.fault} | {row.database} | " + " | ".join(map(str, counts)) + " |"


def page_to_write() -> Path | None:
    """The page, when somebody asked for it to be written."""
    named = os.environ.get("EVENER_RELIABILITY")
    return Path(named) if named else None
