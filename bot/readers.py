"""For whom something is drawn, a person or a channel: their language, their zone, and the names of those it mentions; remembered briefly."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from adapters.gallery import Gallery
from adapters.port import Reader
from bot.clock import Clock
from bot.translations import translator
from facilitation.community import CommunityCreated, LanguageNamed
from facilitation.people import HoursChosen, Person, ProfileLearnt, RefusedChosen, RestChosen
from facilitation.words import ChannelId, Decision, PersonId, WorkspaceId
from storage.community import load_voices
from storage.engine import Store
from storage.people import load_people

MINUTE = timedelta(minutes=1)
MOST = 20_000
ABOUT_CHANNELS = (CommunityCreated, LanguageNamed)
ABOUT_PEOPLE = (HoursChosen, ProfileLearnt, RefusedChosen, RestChosen)


class Readers:
    """A short-lived memory of people: at most a minute old, so that another replica's write shows soon."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._wanted: dict[WorkspaceId, set[PersonId]] = defaultdict(set)
        self._loading: dict[WorkspaceId, asyncio.Task[dict[PersonId, Person]]] = {}
        self.pictures: Gallery | None = None  # set where the house has an address that people reach
        self._known: dict[tuple[WorkspaceId, PersonId], tuple[datetime, Person]] = {}

    async def __call__(
        self, workspace: WorkspaceId, to: PersonId | ChannelId, named: Collection[PersonId]
    ) -> Reader:
        people = await self.people(workspace, {to, *named})
        reader = people[to]
        names = {one: people[one].name for one in named if people[one].name}
        return Reader(reader.language, reader.zone, names, translator(reader.language), self.pictures)

    async def people(self, workspace: WorkspaceId, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """These people, from memory where it is fresh."""
        fresh = self._clock.now() - MINUTE
        known = {
            one: kept[1] for one in ids if (kept := self._known.get((workspace, one))) and kept[0] > fresh
        }
        missing = set(ids) - known.keys()
        if missing:
            loaded = await self._together(workspace, missing)
            known |= {one: loaded[one] for one in missing}
        return known

    async def _together(self, workspace: WorkspaceId, missing: set[PersonId]) -> dict[PersonId, Person]:
        """Everybody who is asked for in the same moment is read by one question."""
        self._wanted[workspace] |= missing
        loading = self._loading.get(workspace)
        if loading is None:
            loading = self._loading[workspace] = asyncio.create_task(self._load(workspace))
        return await loading

    async def _load(self, workspace: WorkspaceId) -> dict[PersonId, Person]:
        await asyncio.sleep(0)  # let everybody who is about to ask join in
        del self._loading[workspace]
        wanted = self._wanted.pop(workspace)
        async with self._store.reading() as connection:
            loaded = await load_people(connection, workspace, wanted)
            channels = [one for one, person in loaded.items() if person == Person(one)]
            voices = await load_voices(connection, workspace, channels) if channels else {}
        for channel, (language, zone) in voices.items():
            loaded[channel] = Person(channel, zone=zone, language=language)
        self._remember(workspace, loaded)
        return loaded

    def _remember(self, workspace: WorkspaceId, loaded: dict[PersonId, Person]) -> None:
        if len(self._known) > MOST:
            self._known.clear()
        now = self._clock.now()
        self._known.update({(workspace, one): (now, person) for one, person in loaded.items()})

    def forget(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        """Nothing of these people (of nobody named: of the whole workspace) is remembered any more."""
        for key in [one for one in self._known if one[0] == workspace and (not people or one[1] in people)]:
            del self._known[key]

    def learn(self, workspace: WorkspaceId, decision: Decision) -> None:
        """Forget those about whom something was just written here, so that it shows at once."""
        if any(isinstance(change, ABOUT_CHANNELS) for change in decision.changes):
            self._forget_channels(workspace)
        for change in decision.changes:
            if isinstance(change, ABOUT_PEOPLE):
                self._known.pop((workspace, change.person), None)

    def _forget_channels(self, workspace: WorkspaceId) -> None:
        """Where a community speaks is known again at the next question; it is asked seldom, and read in one."""
        for key in [one for one, (_, kept) in self._known.items() if one[0] == workspace and not kept.name]:
            del self._known[key]
