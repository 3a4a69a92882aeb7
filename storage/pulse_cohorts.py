"""Which people stood behind every figure of the last year, kept as marks that only the house's own key can compute.

A kept mark is another one in every figure. Whoever copies the database without the key learns from this how many
people stood behind a figure, and nothing about who, nor whether it was the same as last time; what anybody answered is
not here at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.pulse.disclosure import REMEMBERED
from facilitation.pulse.wave import Heard, Wave
from facilitation.words import PersonId, WorkspaceId
from storage.pulse import pulse_asked, pulse_cohorts
from storage.pulse_seal import hidden, house_keys, mark_of, newest, revealed, sets_key

_SETS = (
    select(pulse_cohorts)
    .where(
        pulse_cohorts.c.workspace_id == bindparam("workspace"),
        pulse_cohorts.c.subject.in_(bindparam("subjects", expanding=True)),
        pulse_cohorts.c.on_day >= bindparam("since"),
    )
    .order_by(pulse_cohorts.c.on_day.desc(), pulse_cohorts.c.figure_id, pulse_cohorts.c.mark)
)
_EVER_ASKED = (
    select(pulse_asked.c.person_id).where(pulse_asked.c.workspace_id == bindparam("workspace")).distinct()
)


@dataclass(frozen=True)
class Sets:
    """The published sets of a wave's measures, and the marks of the people who were heard now."""

    published: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    key_name: str = ""
    marks: Mapping[tuple[str, PersonId], str] = field(default_factory=dict)  # (measure, person)
    key: bytes = field(default=b"", repr=False)

    def marked(self, heard: Iterable[Heard]) -> tuple[Heard, ...]:
        """The same sheets, each with its person's mark in every measure."""
        measures = {measure for measure, _ in self.marks}
        return tuple(
            replace(one, marks={measure: self.marks[(measure, one.person)] for measure in measures})
            for one in heard
        )


async def load_sets(
    connection: AsyncConnection, workspace: WorkspaceId, wave: Wave, heard: Sequence[Heard], today: date
) -> Sets:
    """Every set of the last year that was published of this wave's measures, in any community, newest first."""
    house = house_keys(connection)
    current = newest(house)
    subjects = {wave.guarded_as(measure): measure for measure in wave.measures}
    values = {"workspace": workspace, "subjects": sorted(subjects), "since": today - REMEMBERED}
    rows = (await connection.execute(_SETS, values)).all()
    kept = _revealed(rows, house)
    others = {row.key_name for row in rows} - {current}
    again = (
        await _under_newer(connection, workspace, house, others & house.keys(), subjects) if others else {}
    )
    sets: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, figure, mark in kept:
        sets[subjects[subject]][figure].add(again.get(mark, mark))
    marks = {
        (measure, one.person): mark_of(house[current], workspace, subject, one.person)
        for subject, measure in subjects.items()
        for one in heard
    }
    lost = frozenset(subjects[row.subject] for row in rows if row.key_name not in house)
    published = {measure: tuple(frozenset(one) for one in found.values()) for measure, found in sets.items()}
    return Sets(published, lost, current, marks, sets_key(house[current]))


def _revealed(rows: Sequence[Row[Any]], house: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    """(subject, figure, mark) of every row whose key the house still has."""
    keys = {name: sets_key(key) for name, key in house.items()}
    sets: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        if row.key_name in keys:
            sets[(row.subject, row.figure_id, row.key_name)].append(row.mark)
    return [
        (subject, figure, mark)
        for (subject, figure, name), marks in sets.items()
        for mark in revealed(keys[name], figure, marks)
    ]


async def _under_newer(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    house: Mapping[str, bytes],
    older: Iterable[str],
    subjects: Iterable[str],
) -> dict[str, str]:
    """Marks made with an older key of the house → the same people's marks under the newest."""
    persons = [row.person_id for row in await connection.execute(_EVER_ASKED, {"workspace": workspace})]
    current = house[newest(house)]
    return {
        mark_of(house[name], workspace, subject, person): mark_of(current, workspace, subject, person)
        for name in older
        for subject in subjects
        for person in persons
    }


# --- somebody who is erased -------------------------------------------------------------------------------------

_FIGURES = (
    select(pulse_cohorts.c.subject, pulse_cohorts.c.figure_id, pulse_cohorts.c.key_name)
    .where(pulse_cohorts.c.workspace_id == bindparam("workspace"))
    .distinct()
    .order_by(pulse_cohorts.c.subject, pulse_cohorts.c.figure_id)
)
_MARK = (
    update(pulse_cohorts)
    .where(
        pulse_cohorts.c.workspace_id == bindparam("workspace"),
        pulse_cohorts.c.subject == bindparam("of_subject"),
        pulse_cohorts.c.figure_id == bindparam("of_figure"),
        pulse_cohorts.c.mark == bindparam("old_mark"),
    )
    .values(mark=bindparam("new_mark"))
)


async def unmark(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId, new_id: Callable[[], str]
) -> None:
    """One new mark in all figures of a subject, so that these are still known to share somebody."""
    house, news, changed = house_keys(connection), defaultdict[str, str](lambda: new_id()[-32:]), []
    for row in (await connection.execute(_FIGURES, {"workspace": workspace})).all():
        if row.key_name not in house:
            continue
        key, old = sets_key(house[row.key_name]), mark_of(house[row.key_name], workspace, row.subject, person)
        was, becomes = hidden(key, row.figure_id, (old, news[row.subject]))
        of_figure = {"workspace": workspace, "of_subject": row.subject, "of_figure": row.figure_id}
        changed.append(of_figure | {"old_mark": was, "new_mark": becomes})
    if changed:
        await connection.execute(_MARK, changed)
