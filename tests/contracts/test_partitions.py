"""PostgreSQL may split every table by tenant, and the house lives on the parts as on the whole."""

from __future__ import annotations

import pytest
from sqlalchemy import MetaData, UniqueConstraint, func, select, text

from facilitation.words import MessageRef, Said
from storage.engine import Store
from storage.ledger import ledger
from storage.outbox import letters
from storage.tables import metadata
from tests.faults.replica import FEATURE
from tests.harness.house import lived_in

PARTS = 3


def test_every_key_and_every_unique_index_begins_with_the_tenant() -> None:
    for table in metadata.sorted_tables:
        keys = [list(table.primary_key.columns)]
        keys += [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
        keys += [list(one.columns) for one in table.indexes if one.unique]
        for key in keys:
            assert key[0].name == "workspace_id", table.name
        assert not table.foreign_keys, table.name


async def split(store: Store) -> None:
    """Every table, split by a hash of its tenant, before anything is in it."""
    whole = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        copy = table.to_metadata(whole)
        copy.dialect_options["postgresql"]["partition_by"] = "HASH (workspace_id)"
    async with store.writing() as connection:
        await connection.run_sync(whole.create_all)
        for table in whole.sorted_tables:
            for part in range(PARTS):
                await connection.execute(
                    text(
                        f"CREATE TABLE {table.name}_{part} PARTITION OF {table.name} "
                        f"FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
                    )
                )


@pytest.mark.asyncio
async def test_the_house_lives_on_tables_that_are_split_by_tenant(postgres_url: str) -> None:
    store = Store(postgres_url)
    await split(store)
    await store.close()
    async with lived_in(postgres_url, features=[FEATURE]) as lived:
        for number in range(12):
            said = Said(MessageRef("slack:C1", f"m{number}"), str(number))
            for _ in range(2):
                await lived.arrives(f"slack:U{number}", said, id=f"Ev{number}", team=f"slack:T{number % 6}")
        await lived.passes(seconds=30)
        async with lived.house.store.reading() as connection:
            heard = await connection.scalar(select(func.count()).where(ledger.c.kind == "heard"))
            states = set((await connection.scalars(select(letters.c.state))).all())
            parts = [
                await connection.scalar(text(f"SELECT count(DISTINCT workspace_id) FROM ledger_{part}"))
                for part in range(PARTS)
            ]
    assert (heard, states) == (12, {"delivered"})
    assert sum(parts) == 6  # each tenant in one part
    assert sum(part > 0 for part in parts) > 1
