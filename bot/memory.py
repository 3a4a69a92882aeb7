"""How Python looks for what nobody needs any more, in a process that lives long."""

from __future__ import annotations

import gc

COLLECT_AFTER = 20_000  # new objects until the collector looks at the young ones; Python's own is 700


def settle_memory() -> None:
    """What stands after the start stands for good: the collector no longer walks through it, and looks less often.

    Walking through everything took up to 0.2 s in the middle of somebody's press (``make bench``).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    gc.enable()
