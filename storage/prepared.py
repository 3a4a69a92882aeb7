"""Statements that SQLAlchemy compiles once, and whose values then go to SQLite as the driver takes them.

For every row of an insert SQLAlchemy makes a dictionary of its own, looks for defaults and asks each column's type what
to do with its value: most of what a kept message cost. Of a small question, 30 to 60 µs go into looking up what was
compiled, 10 into SQLite. What this house writes and asks are constant statements, met again and again
(storage/writing.py), so all that is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy.engine import Dialect
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import CompoundSelect, Executable, Select, TextualSelect
from sqlalchemy.sql.sqltypes import TupleType

Values = Mapping[str, Any]
Process = Callable[[Any], Any] | None
MOST_QUESTIONS = 4096  # that are kept ready; whoever builds statements anew each time fills it with what is never met again
LONGEST_LIST = 500  # of values in one question: each length is a text of its own


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


flat = chain.from_iterable  # of pairs


class Wanted(NamedTuple):
    """One question mark, or as many as its list is long; or a value that stands in the statement itself."""

    name: str
    process: Process
    many: Callable[[Any], Iterator[Any]] | None = None  # of a list: the values one after the other
    constant: Any = None


class Question(NamedTuple):
    """A question in SQLite's words. ``columns``: of its answer, with what makes Python's values of SQLite's."""

    sql: str
    wanted: tuple[Wanted, ...]
    columns: SimpleResultMetaData

    def row(self, values: Values) -> list[Any]:
        """The values in the statement's order. Raises KeyError for one that is missing."""
        row: list[Any] = []
        for name, process, many, constant in self.wanted:
            if not name:
                row.append(constant)
            elif many:
                row += map(process, many(values[name])) if process else many(values[name])
            else:
                row.append(process(values[name]) if process else values[name])
        return row

    def answer(self, driver: Any, values: Values) -> IteratorResult[Any]:
        """Ask it now. Raises KeyError, or whatever the driver raises."""
        return IteratorResult(self.columns, iter(driver.execute(self.sql, self.row(values)).fetchall()))


class Shelf:
    """What is prepared so far, by statement and by the names of what it is given."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._asked: dict[tuple[Any, ...], Question | None] = {}
        self._found: dict[tuple[Any, ...], Prepared | None] = {}

    def take(self, statement: Executable, values: Values) -> Prepared | None:
        """None for a statement that SQLAlchemy has to write anew each time."""
        key = (statement, *values)
        if key not in self._found:
            self._found[key] = self._prepare(statement, list(values))
        return self._found[key]

    def ask(self, statement: Executable, values: Values) -> Question | None:
        """A question with its answer's columns; None for whatever SQLAlchemy has to see to itself."""
        if not isinstance(statement, Select | CompoundSelect | TextualSelect):
            return None
        key = (statement, *((name, len(one)) if type(one) is list else name for name, one in values.items()))
        if key not in self._asked:
            if len(self._asked) >= MOST_QUESTIONS:
                self._asked.clear()
            self._asked[key] = self._prepare_question(statement, values)
        return self._asked[key]

    def _prepare_question(self, statement: Any, values: Values) -> Question | None:
        compiled: Any = statement.compile(dialect=self._dialect)
        lists = [one.key for one in compiled.post_compile_params if one.key in values]
        if changes_by_itself(compiled, but=compiled.post_compile_params) or not all(
            0 < len(values[name]) <= LONGEST_LIST for name in lists
        ):
            return None
        wanted = [self._wanted(compiled.binds[name], name in values) for name in compiled.positiontup or []]
        columns = [(one.keyname, one.objects, one.type) for one in compiled._result_columns]
        if None in wanted or len({name for name, *_ in columns}) < len(columns):
            return None
        state = compiled.construct_expanded_state(dict(values)) if compiled.post_compile_params else None
        question = Question(
            state.statement if state else compiled.string,
            tuple(one for some in wanted if some for one in some),
            self._answer(columns),
        )
        if state and len(question.row(values)) != len(state.positiontup):
            return None
        return question

    def _wanted(self, bind: Any, given: bool) -> list[Wanted] | None:
        """How the value of one question mark, or of a list's, is found. None: only SQLAlchemy knows."""
        if bind.callable or not (given or not bind.required):
            return None
        if isinstance(bind.type, TupleType):
            plain = given and not any(map(self._process, bind.type.types))
            return [Wanted(bind.key, None, many=flat)] if plain else None
        process = self._process(bind.type)
        if given:
            return [Wanted(bind.key, process, many=iter if bind.expanding else None)]
        constants = bind.value if bind.expanding else [bind.value]
        return [Wanted("", None, constant=process(one) if process else one) for one in constants]

    def _process(self, kind: Any) -> Process:
        made: Process = kind.dialect_impl(self._dialect).bind_processor(self._dialect)
        return made

    def _answer(self, columns: list[tuple[str, Any, Any]]) -> SimpleResultMetaData:
        processes = [
            one.dialect_impl(self._dialect).result_processor(self._dialect, None) for *_, one in columns
        ]
        names, objects = [name for name, *_ in columns], [tuple(one) for _, one, _ in columns]
        return SimpleResultMetaData(names, objects, _processors=processes)

    def _prepare(self, statement: Executable, names: list[str]) -> Prepared | None:
        compiled: Any = statement.compile(dialect=self._dialect, column_keys=names)  # type: ignore[attr-defined]
        wanted = compiled.positiontup or []
        if changes_by_itself(compiled) or len(wanted) < 2 or not set(wanted) <= set(names):
            return None
        processes = [self._process(compiled.binds[name].type) for name in wanted]
        processed = tuple((place, process) for place, process in enumerate(processes) if process)
        return Prepared(compiled.string, itemgetter(*wanted), processed)


def changes_by_itself(compiled: SQLCompiler, but: frozenset[Any] = frozenset()) -> bool:
    """Whether values are drawn, counted or written into the text each time the statement runs, other than these."""
    return bool(
        compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.literal_execute_params
        or compiled.post_compile_params - but
        or compiled.effective_returning
    )
