"""Every table there is: importing this file registers all of them on the metadata."""

from storage import (
    arrivals,
    charter,
    community,
    convener,
    keyring,
    ledger,
    nudges,
    outbox,
    people,
    pulse,
    values,
    wakes,
)

__all__ = [
    "arrivals",
    "charter",
    "community",
    "convener",
    "keyring",
    "ledger",
    "nudges",
    "outbox",
    "people",
    "pulse",
    "values",
    "wakes",
]
