"""Where Teams can be reached: a tenant's service address and the bot's name there, and each person's own chat with us.

Kept in the house's keyring (encrypted at rest), because a proactive message needs them after a restart: one record for a
tenant, one for each person, so that ten thousand people never share a row. The service URL is the one thing that
cannot be guessed; a chat that is not known is opened again, which Teams answers with the same chat.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.port import Keyring
from adapters.teams.payload import WITH, is_private, person_in, word
from adapters.teams.text import PREFIX, native
from facilitation.words import ChannelId, Json, PersonId, WorkspaceId

CHATS = "teams-chat"
ENTRA = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
FRESH = timedelta(minutes=1)
MOST_KNOWN = 20_000  # records held in memory


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation we can speak in.

    ``person`` is set when it is theirs alone: the id the bot knows them by. ``asker`` is who has just spoken there.
    """

    tenant: str
    service_url: str
    conversation: str
    bot: str = ""
    person: str = ""
    asker: str = ""


def tenant_of(workspace: WorkspaceId) -> str:
    return native(workspace)


def is_person(to: PersonId | ChannelId) -> bool:
    """People are an Entra object id or ``29:…``; everything else is a conversation."""
    return native(to).startswith("29:") or ENTRA.fullmatch(native(to)) is not None


def person_of(channel: ChannelId) -> PersonId | None:
    """Whose chat this is; None for a place of several."""
    return PREFIX + native(channel).removeprefix(WITH) if native(channel).startswith(WITH) else None


def chats_of(workspace: WorkspaceId) -> str:
    """What the keys of all chats of a tenant begin with."""
    return f"{CHATS}:{tenant_of(workspace)}/"


def chat_key(workspace: WorkspaceId, person: PersonId) -> str:
    """A short key for a person's chat. Their id alone can be 120 characters long."""
    return f"{chats_of(workspace)}{hashlib.sha256(person.encode()).hexdigest()[:24]}"


class Addresses:
    """Learns from what arrives, remembers in the keyring; what it holds is at most a minute old, so that what another
    replica learnt shows soon."""

    def __init__(self, keyring: Keyring, now: Callable[[], datetime]) -> None:
        self._keyring, self._now = keyring, now
        self._known: OrderedDict[str, tuple[datetime, Mapping[str, Json]]] = OrderedDict()

    async def place(self, workspace: WorkspaceId) -> Mapping[str, Json]:
        """The tenant's record; {} when Teams never spoke to us there."""
        return await self._load(workspace)

    async def chat_of(self, workspace: WorkspaceId, to: PersonId | ChannelId) -> Chat | None:
        """Where to speak to them; None for a person whose chat is not open yet, or a tenant we do not know."""
        place = await self.place(workspace)
        if not place:
            return None
        person = person_of(to) or (to if is_person(to) else None)
        if person is None:
            return _chat(workspace, place, native(to))
        own = await self._load(chat_key(workspace, person))
        return _chat(workspace, {**place, **own}, own["conversation"], own["id"]) if own else None

    async def learn(self, workspace: WorkspaceId, activity: Mapping[str, Json]) -> None:
        """Take from an activity what is new in it. Costs nothing when nothing is."""
        await self._learn_place(workspace, activity)
        if is_private(activity):
            account = _dict(activity, "from")
            conversation = str(_dict(activity, "conversation").get("id") or "")
            await self.keep_chat(
                workspace, person_in(account), word(account, "id"), conversation, _service(activity)
            )

    async def keep_chat(
        self, workspace: WorkspaceId, person: PersonId, id_: str, conversation: str, service_url: str
    ) -> None:
        """``id_``: what the bot knows the person by, which targeted messages want."""
        record = {"id": id_, "conversation": conversation, "service_url": service_url}
        key = chat_key(workspace, person)
        if await self._load(key) != record:
            await self._save(key, record)

    async def forget_chat(self, workspace: WorkspaceId, person: PersonId) -> None:
        await self._forget(chat_key(workspace, person))

    async def leave_team(self, workspace: WorkspaceId, team: str) -> None:
        self._known.pop(workspace, None)  # another replica may have learnt meanwhile
        place = deepcopy(dict(await self.place(workspace)))
        if _dict(place, "teams").pop(team, None) is not None:
            await self._save(workspace, place)

    async def is_nowhere(self, workspace: WorkspaceId) -> bool:
        """Whether the app is installed in no team and for nobody any more."""
        place = await self.place(workspace)
        chats = await self._keyring.keys(CHATS)
        return not _dict(place, "teams") and not any(k.startswith(chats_of(workspace)) for k in chats)

    async def channels_of(self, workspace: WorkspaceId, team: str) -> tuple[ChannelId, ...]:
        """The channels of a team that we have been spoken to in."""
        known = _dict(_dict(_dict(await self.place(workspace), "teams"), team), "channels")
        return tuple(PREFIX + one for one in known)

    async def name_channels(self, workspace: WorkspaceId, team: str, names: Mapping[str, str]) -> None:
        """What a team's channels are called, which messages from them do not say."""
        self._known.pop(workspace, None)  # as above
        place = deepcopy(dict(await self.place(workspace)))
        held = _dict(_dict(_dict(place, "teams"), team), "channels")
        held |= {id_: names[id_] for id_ in held if names.get(id_)}
        if place != await self.place(workspace):
            await self._save(workspace, place)

    async def has_nameless(self, workspace: WorkspaceId, team: str) -> bool:
        """Whether we were spoken to in a channel of that team whose name we do not know."""
        known = _dict(_dict(_dict(await self.place(workspace), "teams"), team), "channels")
        return not all(known.values())

    async def places(self, workspace: WorkspaceId) -> dict[ChannelId, str]:
        """Every channel we know, with a name a person would know it by."""
        teams = _dict(await self.place(workspace), "teams").values()
        return {
            PREFIX + id_: f"{team.get('name') or '…'} / {name or '…'}"
            for team in teams
            for id_, name in _dict(team, "channels").items()
        }

    async def _learn_place(self, key: WorkspaceId, activity: Mapping[str, Json]) -> None:
        known = await self._load(key)
        wanted = _place_in(known, activity)
        if wanted != known:
            self._known.pop(key, None)  # another replica may have learnt meanwhile
            await self._save(key, _place_in(await self._load(key), activity))

    async def _load(self, key: str) -> Mapping[str, Json]:
        held = self._known.get(key)
        if held is None or self._now() - held[0] >= FRESH:
            self._hold(key, await self._keyring.load(key) or {})
        self._known.move_to_end(key)
        return self._known[key][1]

    async def _save(self, key: str, record: Mapping[str, Json]) -> None:
        await self._keyring.save(key, record)
        self._hold(key, record)

    async def _forget(self, key: str) -> None:
        await self._keyring.forget(key)
        self._known.pop(key, None)

    def drop(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        """Read these people's chats (nobody named: everything) from the keyring when they are wanted again."""
        for key in [chat_key(workspace, one) for one in people] if people else list(self._known):
            self._known.pop(key, None)

    def _hold(self, key: str, record: Mapping[str, Json]) -> None:
        self._known[key] = (self._now(), record)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)


def _chat(workspace: WorkspaceId, place: Mapping[str, Json], conversation: str, person: str = "") -> Chat:
    return Chat(tenant_of(workspace), place["service_url"], conversation, str(place.get("bot") or ""), person)


def _place_in(known: Mapping[str, Json], activity: Mapping[str, Json]) -> dict[str, Json]:
    """The tenant's record with what this activity adds: service address, bot, team and channel with their names."""
    place = deepcopy(dict(known))
    place["service_url"] = _service(activity)
    place["bot"] = str(_dict(activity, "recipient").get("id") or place.get("bot") or "")
    data = _dict(activity, "channelData")
    team, channel = _dict(data, "team"), _dict(data, "channel")
    if team.get("id"):
        held = place.setdefault("teams", {}).setdefault(str(team["id"]), {"name": "", "channels": {}})
        held["name"] = str(team.get("name") or held["name"])
        if channel.get("id"):
            channels = held["channels"]
            channels[str(channel["id"])] = str(channel.get("name") or channels.get(str(channel["id"])) or "")
    return place


def _service(activity: Mapping[str, Json]) -> str:
    return str(activity.get("serviceUrl") or "")


def _dict(holder: Mapping[str, Json], name: str) -> dict[str, Json]:
    held = holder.get(name)
    return held if isinstance(held, dict) else {}
