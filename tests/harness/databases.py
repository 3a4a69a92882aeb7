"""Databases that are hard on us."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from storage.engine import Store


def turn_around(store: Store) -> None:
    """SQLite hands out rows that nobody asked to be sorted the other way round (PRAGMA reverse_unordered_selects).

    PostgreSQL promises no order either, and shows another one only after months of writing. What ends in the same
    ledger this way rests on no order that a database happens to have.
    """
    for engine in store.engines:
        event.listen(engine.sync_engine, "connect", _turn)


def _turn(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA reverse_unordered_selects=ON")
    cursor.close()
