"""What the house counts about itself. First of all: sentences that a check held back at the last moment."""

from __future__ import annotations

from prometheus_client import Counter

from facilitation.voice.checks import LISTENERS, Check, Fault

LEAKS = Counter(
    "evener_leaks",  # exposed as evener_leaks_total
    "Sentences that failed one of the seven checks when drawn and were replaced by the safe one",
    ["check"],
)
for one in Check:  # a zero is shown, too: nothing leaked is not the same as nothing counted
    LEAKS.labels(check=one.name.lower())


def count_leak(fault: Fault) -> None:
    """One sentence held back, by the check that held it. Neither the sentence nor who would have read it is kept."""
    LEAKS.labels(check=fault.check.name.lower()).inc()


def listen() -> None:
    """Count from now on; however often it is called, a leak counts once."""
    if count_leak not in LISTENERS:
        LISTENERS.append(count_leak)
