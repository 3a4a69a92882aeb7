"""A hundred thousand bad bodies at both doors of a whole house: ``make bench`` or ``pytest -m bench tests/bench/test_fuzz_doors.py``.

Between them come good ones, each of which must be there at the end. EVENER_FUZZ sets another number.
"""

from __future__ import annotations

import asyncio
import os

import pytest

from bot import logs
from tests.bot.test_doors import kept_goods
from tests.harness.doors import collected, doors, pelt

pytestmark = pytest.mark.asyncio

COUNT = int(os.environ.get("EVENER_FUZZ", "100000"))
AN_EXAMPLE, BETWEEN = 22, 1000


async def test_a_hundred_thousand_bad_bodies_bring_no_500_and_lose_nothing(sqlite_url: str) -> None:
    logs.set_up("critical")  # drawing a hundred thousand errors costs more than making them
    async with doors(sqlite_url) as there:
        thrown = await asyncio.to_thread(collected, there, COUNT // AN_EXAMPLE + 1)
        good, wrong = 0, list[str]()
        for first in range(0, len(thrown), BETWEEN):
            good += 1
            assert await there.good(10 + good) == 200
            wrong += await pelt(there, thrown[first : first + BETWEEN])
        kept = await kept_goods(there, range(11, 11 + good))
    print(
        f"\n{len(thrown):,} bad bodies, answers: {dict(sorted(there.statuses.items()))}; {good} good ones, {kept} kept"
    )
    assert not wrong, "\n".join(wrong[:20])
    assert len(thrown) >= COUNT
    assert kept == good
