"""Every table there is: importing this file registers all of them on the metadata."""

from storage import arrivals, community, keyring, ledger, nudges, outbox, people, wakes

__all__ = ["arrivals", "community", "keyring", "ledger", "nudges", "outbox", "people", "wakes"]
