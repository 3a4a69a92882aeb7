"""Every log line of the house, also where an earlier test of this process wanted fewer."""

from __future__ import annotations

import sys
from typing import TextIO

from structlog._config import BoundLoggerLazyProxy

from bot import logs


def hear_everything(lines: TextIO) -> None:
    """From now on all lines go there. Loggers keep the level at which they were first used; they are made to forget it."""
    for module in list(sys.modules.values()):
        for value in list(vars(module).values()):
            if isinstance(value, BoundLoggerLazyProxy):
                value.__dict__.pop("bind", None)
    logs.set_up("debug", lines)
