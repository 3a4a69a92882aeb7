"""What a bot needs soon after its start, and what only with a community: read in beside its work, not in the middle of a press.

Until then it starts and idles without (decision 0068). Whoever is quicker than this reads in what they need themselves.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from importlib import import_module

from facilitation.on_demand import compile_all
from storage.community import is_any
from storage.engine import Store

# What a press or a command in a community may come upon. Not here: scipy.sparse, which only looks aside need
# (bot/rounds.py); holidays, which only who names a country needs; Pillow, which only pictures at an address need;
# Alembic and the Teams SDK, which are read in where they are wanted.
LIBRARIES = ("icalendar", "numpy", "scipy.special")


def import_all() -> None:
    """Import the libraries."""
    for name in LIBRARIES:
        import_module(name)


class Warmth:
    """How far this process has read in what it does without while it starts."""

    def __init__(self, store: Store, read_in: Callable[[], None] = import_all) -> None:
        self._store, self._read_in = store, read_in
        self._compiled = self._warm = False

    async def look(self) -> None:
        """Compile patterns once and, once there is a community, read libraries in; both in a thread, others go on."""
        if not self._compiled:
            self._compiled = True
            await asyncio.to_thread(settled, compile_all)
        if not self._warm and await self._is_in_use():
            self._warm = True
            await asyncio.to_thread(settled, self._read_in)

    async def _is_in_use(self) -> bool:
        async with self._store.reading() as connection:
            return await is_any(connection)


def settled(work: Callable[[], object]) -> None:
    """What this leaves stands for good, as what the start left (bot/commands/serve.py)."""
    work()
    if gc.get_freeze_count():
        gc.freeze()
