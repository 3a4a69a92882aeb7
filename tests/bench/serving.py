"""The two servers that are compared, each a process of its own on one core: ``python -m tests.bench.serving bare|evener PORT``.

``bare`` is a bolt app on the same aiohttp server that only acknowledges; ``evener`` is the whole house on SQLite.
"""

from __future__ import annotations

import os
import sys

import uvloop

from bot import logs
from bot.building import build
from bot.commands.serve import serve_house
from bot.settings import read_settings
from tests.bench.bare import SECRET, bare

CORE = 0


async def evener(port: int) -> None:
    """The whole house, as ``evener serve`` runs it."""
    settings = read_settings(EVENER_PORT=str(port), SLACK_SIGNING_SECRET=SECRET)
    await serve_house(await build(settings), settings)


if __name__ == "__main__":
    os.sched_setaffinity(0, {CORE})
    logs.set_up("warning")
    uvloop.run({"bare": bare, "evener": evener}[sys.argv[1]](int(sys.argv[2])))
