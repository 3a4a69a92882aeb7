"""After a closing: what was deleted is taken out of the files as well, as far as a database can.

Deleted is not gone: SQLite keeps old pages in its write-ahead log until it is emptied, PostgreSQL keeps dead rows until
it vacuums. What may still lie in PostgreSQL's write-ahead log or in a backup stays closed all the same: it was sealed
with a secret mixed with the house's own key, which is in no database.
"""

from __future__ import annotations

from sqlalchemy import text

from storage.dialect import is_sqlite
from storage.engine import Store

EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
REWRITE = tuple(text(f"VACUUM (FULL) {table}") for table in ("pulse_secrets", "pulse_sheets"))


async def scrub(store: Store) -> bool:
    """Empty SQLite's log, or rewrite PostgreSQL's tables of sheets and secrets. False: somebody was in the way, again later.

    Both tables hold open pulses only, so rewriting them takes milliseconds. Run it outside any transaction.
    """
    return await empty_log(store) if is_sqlite(store.engine) else await rewrite(store)


async def empty_log(store: Store) -> bool:
    """A checkpoint cannot run inside a transaction, so it goes past SQLAlchemy, which always begins one."""
    async with store.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        cursor = await raw.driver_connection.execute(EMPTY_LOG)  # type: ignore[union-attr]
        (busy, _pages, _moved) = await cursor.fetchone()
    return not busy


async def rewrite(store: Store) -> bool:
    autocommit = store.engine.execution_options(isolation_level="AUTOCOMMIT")
    async with autocommit.connect() as connection:
        for statement in REWRITE:
            await connection.execute(statement)
    return True
