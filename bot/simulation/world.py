"""The places imagined people live in: workspaces with channels, communities to be, and who is where."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.simulation.people import Imagined, imagine
from bot.simulation.talk import place_of, words_of
from facilitation.words import ChannelId, MessageRef, PersonId, Profile, WorkspaceId

SHARES = (0.6, 0.25, 0.15)  # of the people and communities, by workspace
PLATFORMS = ("slack", "slack", "teams")
RECENT = 12


@dataclass(slots=True)
class Channel:
    """A channel and the newest messages in it, which people answer and react to."""

    id: ChannelId
    people: list[PersonId] = field(default_factory=list)
    recent: deque[tuple[MessageRef, PersonId]] = field(default_factory=lambda: deque(maxlen=RECENT))


@dataclass(slots=True)
class Workspace:
    """One tenant. People and channels of two tenants may bear the same ids, as nothing forbids that."""

    id: WorkspaceId
    place: str
    people: dict[PersonId, Imagined] = field(default_factory=dict)
    channels: dict[ChannelId, Channel] = field(default_factory=dict)
    communities: list[ChannelId] = field(default_factory=list)  # channels in which somebody makes a community
    bot: PersonId = ""

    @property
    def platform(self) -> str:
        return self.id.partition(":")[0]

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.place)

    def profile(self, person: PersonId, at: datetime) -> Profile | None:
        """What the platform tells about somebody at this hour."""
        if person == self.bot:
            return Profile("Evener", "UTC", "en", is_bot=True)
        known = self.people.get(person)
        if known is None or at < known.comes:
            return None
        gone = known.goes is not None and known.goes <= at
        return Profile(known.name, known.works.zone, known.language, deactivated=gone)

    def founded_by(self, person: PersonId) -> Iterator[ChannelId]:
        """The channels whose community this person makes."""
        number = int(person[-5:])
        if number <= len(self.communities):
            yield self.communities[number - 1]

    def move_in(self, person: Imagined) -> None:
        for one in person.channels:
            self.channels[one].people.append(person.id)

    def move_out(self, person: Imagined) -> None:
        for one in person.channels:
            if person.id in self.channels[one].people:
                self.channels[one].people.remove(person.id)


def make_world(seed: str, people: int, communities: int, begins: datetime, weeks: int) -> list[Workspace]:
    """Up to three workspaces (two on Slack, one on Teams), each with its share of people and communities."""
    many = min(len(SHARES), communities, max(1, people // 8))
    shares = [share / sum(SHARES[:many]) for share in SHARES[:many]]
    made = []
    for number, share in enumerate(shares):
        workspace = empty_workspace(number, max(1, round(communities * share)))
        for one in imagined(seed, workspace, max(4, round(people * share)), begins, weeks):
            workspace.people[one.id] = one
            if one.comes <= begins:
                workspace.move_in(one)
        made.append(workspace)
    return made


def empty_workspace(number: int, communities: int) -> Workspace:
    """Its channels: one for each community, and one for everybody."""
    platform = PLATFORMS[number]
    workspace = Workspace(f"{platform}:T{number + 1}", place_of(number), bot=person_id(platform, 0))
    workspace.communities = [channel_id(platform, one) for one in range(1, communities + 1)]
    for one in (*workspace.communities, channel_id(platform, 0)):
        workspace.channels[one] = Channel(one)
    return workspace


def imagined(seed: str, workspace: Workspace, many: int, begins: datetime, weeks: int) -> Iterator[Imagined]:
    """Its people, each in the channel for everybody, most in one community and some in two or none."""
    everybody = channel_id(workspace.platform, 0)
    for number in range(1, many + 1):
        person = imagine(seed, workspace.id, person_id(workspace.platform, number), number, begins, weeks)
        luck = Random(f"{seed}:{workspace.id}:{person.id}:channels")
        count = luck.choices((0, 1, 2), (15, 70, 15))[0]
        mine = luck.sample(workspace.communities, min(count, len(workspace.communities)))
        if number <= len(
            workspace.communities
        ):  # whoever makes a community is in its channel and there from the start
            founded = workspace.communities[number - 1]
            mine, person.comes, person.goes = list({founded: 0, **dict.fromkeys(mine)}), begins, None
        person.channels = [everybody, *mine]
        yield person


def founder(workspace: Workspace, channel: ChannelId) -> Imagined:
    """Who will make the community of this channel."""
    return workspace.people[person_id(workspace.platform, workspace.communities.index(channel) + 1)]


def person_id(platform: str, number: int) -> PersonId:
    return f"slack:U{number:05d}" if platform == "slack" else f"teams:29:p{number:05d}"


def channel_id(platform: str, number: int) -> ChannelId:
    return f"slack:C{number:04d}" if platform == "slack" else f"teams:19:c{number:04d}@thread.tacv2"
