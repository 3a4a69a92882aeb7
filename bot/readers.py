"""For whom something is drawn: their language, their zone, and the names of those it mentions; remembered briefly."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from adapters.port import Reader
from bot.clock import Clock
from bot.translations import translator
from facilitation.people import Person
from facilitation.words import ChannelId, PersonId, WorkspaceId
from storage.engine import Store
from storage.people import load_people

MINUTE = timedelta(minutes=1)
MOST = 20_000


class Readers:
    """A short-lived memory of people: at most a minute old, so that another replica's write shows soon."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._known: dict[tuple[WorkspaceId, PersonId], tuple[datetime, Person]] = {}

    async def __call__(
        self, workspace: WorkspaceId, to: PersonId | ChannelId, named: Collection[PersonId]
    ) -> Reader:
        people = await self.people(workspace, {to, *named})
        reader = people[to]
        names = {one: people[one].name for one in named if people[one].name}
        return Reader(reader.language, reader.zone, names, translator(reader.language))

    async def people(self, workspace: WorkspaceId, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """These people, from memory where it is fresh."""
        fresh = self._clock.now() - MINUTE
        known = {
            one: kept[1] for one in ids if (kept := self._known.get((workspace, one))) and kept[0] > fresh
        }
        missing = set(ids) - known.keys()
        if missing:
            async with self._store.reading() as connection:
                loaded = await load_people(connection, workspace, missing)
            self._remember(workspace, loaded)
            known |= loaded
        return known

    def _remember(self, workspace: WorkspaceId, loaded: dict[PersonId, Person]) -> None:
        if len(self._known) > MOST:
            self._known.clear()
        now = self._clock.now()
        self._known.update({(workspace, one): (now, person) for one, person in loaded.items()})

    def forget(self) -> None:
        """Everything is read anew (somebody changed their settings here)."""
        self._known.clear()
