"""Writes that SQLAlchemy compiles once, and whose values then go to SQLite as the driver takes them.

For every row of an insert SQLAlchemy makes a dictionary of its own, looks for defaults and asks each column's type what
to do with its value: most of what a kept message cost. A write of this house is one constant statement met again and
again (storage/writing.py), so all that is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import Executable

Values = Mapping[str, Any]


class Prepared(NamedTuple):
    """A statement in SQLite's words, and how the values of its question marks are found."""

    sql: str
    taken: Callable[[Values], tuple[Any, ...]]
    processed: tuple[tuple[int, Callable[[Any], Any]], ...]

    def row(self, values: Values) -> tuple[Any, ...]:
        """The values in the statement's order. Raises KeyError for one that is missing."""
        row = list(self.taken(values))
        for place, process in self.processed:
            row[place] = process(row[place])
        return tuple(row)


class Shelf:
    """What is prepared so far, by statement and by the names of what it is given."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._found: dict[tuple[Any, ...], Prepared | None] = {}

    def take(self, statement: Executable, values: Values) -> Prepared | None:
        """None for a statement that SQLAlchemy has to write anew each time."""
        key = (statement, *values)
        if key not in self._found:
            self._found[key] = self._prepare(statement, list(values))
        return self._found[key]

    def _prepare(self, statement: Executable, names: list[str]) -> Prepared | None:
        compiled: Any = statement.compile(dialect=self._dialect, column_keys=names)  # type: ignore[attr-defined]
        wanted = compiled.positiontup or []
        if changes_by_itself(compiled) or len(wanted) < 2 or not set(wanted) <= set(names):
            return None
        processes = [
            compiled.binds[name].type.dialect_impl(self._dialect).bind_processor(self._dialect)
            for name in wanted
        ]
        processed = tuple((place, process) for place, process in enumerate(processes) if process)
        return Prepared(compiled.string, itemgetter(*wanted), processed)


def changes_by_itself(compiled: SQLCompiler) -> bool:
    """Whether values are drawn, counted or written into the text each time the statement runs."""
    return bool(
        compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.literal_execute_params
        or compiled.post_compile_params
        or compiled.effective_returning
    )
