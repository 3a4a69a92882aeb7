"""What was read of a community before, used again as long as nobody changed anything in it.

A community is looked at by nearly everything that arrives, and reading all its members costs as much as it has
members. Its row carries a ``version`` that every change to it raises in the same transaction, on whichever replica;
so one small question tells whether what is remembered still holds. Reading never follows writing inside one
transaction here (load → decide → keep), so nothing that was rolled back is ever remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.words import CommunityId, WorkspaceId

MOST_MEMBERS = 200_000  # about 40 MB

Key = tuple[WorkspaceId, CommunityId]


class Recollection:
    """The communities of one database that were read last, up to a number of members in all."""

    def __init__(self, most: int = MOST_MEMBERS) -> None:
        self._known: OrderedDict[Key, tuple[int, Community]] = OrderedDict()
        self._members, self._most = 0, most

    def recall(self, key: Key, version: int) -> Community | None:
        """The community as it stands at this version; None when that was not read before."""
        found = self._known.get(key)
        if found is None or found[0] != version:
            return None
        self._known.move_to_end(key)
        return found[1]

    def remember(self, key: Key, version: int, community: Community) -> None:
        self._forget(key)
        self._known[key] = (version, community)
        self._members += len(community.members) + 1
        while self._members > self._most and len(self._known) > 1:
            self._forget(next(iter(self._known)))

    def _forget(self, key: Key) -> None:
        found = self._known.pop(key, None)
        if found is not None:
            self._members -= len(found[1].members) + 1


_of_database: WeakKeyDictionary[Pool, Recollection] = WeakKeyDictionary()


def recollection(connection: AsyncConnection) -> Recollection:
    """What is remembered of the database that this connection talks to."""
    assert connection.sync_connection is not None
    return _of_database.setdefault(connection.sync_connection.engine.pool, Recollection())
