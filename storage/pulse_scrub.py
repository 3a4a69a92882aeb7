"""After a closing: what was deleted is taken out of the files as well, as far as a database can.

Deleted is not gone: SQLite keeps old pages in its write-ahead log until it is emptied, PostgreSQL keeps dead rows until
it vacuums. What may still lie in PostgreSQL's write-ahead log or in a backup stays closed all the same: it was sealed
with a secret mixed with the house's own key, which is in no database. The errand ``errand.scrub`` runs this after every
closing and comes back while somebody is in the way.
"""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.dialect import BUSY_MS, is_sqlite
from storage.engine import Store

EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
PATIENCE_MS = 250  # an emptying that waits for readers keeps writers waiting, and so does a rewriting
TABLES = ("pulse_secrets", "pulse_sheets", "pulse_first_readers")
REWRITE = tuple(text(f"VACUUM (FULL) {table}") for table in TABLES)
SOON = text(f"SET lock_timeout = {PATIENCE_MS}")
AS_BEFORE = text("RESET lock_timeout")


async def scrub(store: Store) -> bool:
    """Empty SQLite's log, or rewrite PostgreSQL's tables of what is sealed. False: somebody was in the way, again later.

    These tables hold open pulses only, so rewriting them takes milliseconds. Run it outside any transaction.
    """
    return await empty_log(store) if is_sqlite(store.engine) else await rewrite(store)


async def empty_log(store: Store) -> bool:
    """A checkpoint cannot run inside a transaction, so it goes past SQLAlchemy, which always begins one."""
    async with store.engine.connect() as connection:
        return await connection.run_sync(_empty)


def _empty(connection: Connection) -> bool:
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    try:
        cursor.execute(EMPTY_LOG)
        ((busy, _pages, _moved),) = cursor.fetchall()
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.close()
    return not busy


async def rewrite(store: Store) -> bool:
    """Raises whatever is not a lock that somebody else holds."""
    autocommit = store.engine.execution_options(isolation_level="AUTOCOMMIT")
    async with autocommit.connect() as connection:
        await connection.execute(SOON)
        try:
            for statement in REWRITE:
                await connection.execute(statement)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != "55P03":  # lock_not_available
                raise
            return False
        finally:
            await connection.execute(AS_BEFORE)
    return True
