"""A letter on its way into Teams, and what became of it.

Proactive messages go by what ``addresses`` remembers; a person's chat is opened when it is not known. The beat is
``pace``'s: a letter that would be too fast is not sent but answered ``Later``. Teams cannot look whether a letter of
unknown fate is there. Codes: "Send proactive messages", "Rate limiting for bots", "Status codes from bot APIs".
"""

from __future__ import annotations

import json
import math
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from botbuilder.schema import Activity
from botframework.connector.aio import ConnectorClient

from adapters.port import Anew, Delivered, Later, Outcome, Outgoing, Refused, Unknown
from adapters.teams import fit
from adapters.teams.addresses import Addresses, Chat, is_person, person_of, tenant_of
from adapters.teams.draw import refresh_for
from adapters.teams.hosts import ForeignAddress
from adapters.teams.pace import Pace
from adapters.teams.payload import THREAD, WITH
from adapters.teams.refusals import GONE, INSTALL, NO_DELETION, NOBODY, Nowhere, is_too_big, refused
from adapters.teams.roster import Roster
from adapters.teams.text import PREFIX, native
from adapters.teams.tokens import NoToken
from adapters.teams.wire import WAITS, Answered, Connectors, CutOff, NotSent, Wire
from facilitation.words import ChannelId, Json, Message, MessageRef, PersonId, WorkspaceId

CHATS_ONLY = ("@thread.v2", "@unq.gbl.spaces")  # conversations without threads
JOIN = "+"  # one letter cut in several messages has the ids of all of them
MOST_HALFWAY = 1_000  # letters cut in several of which some part is out and some is not

Clock = Callable[[], float]
"""Seconds, steadily growing."""


class TooFast(Exception):
    """Our own beat holds it back: nothing was sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.3f} s")
        self.seconds = seconds


@dataclass
class Halfway:
    """A letter in several messages: the bounds it was cut by, the ids of those already right, and how many are gone."""

    budget: int
    ids: list[str] = field(default_factory=list)
    taken_back: int = 0
    stays: bool = False  # this client deletes nothing


class Courier:
    """Sends one thing once and says what became of it."""

    def __init__(
        self,
        wire: Wire,
        connectors: Connectors,
        addresses: Addresses,
        roster: Roster,
        pace: Pace,
        clock: Clock,
        bot: str,
        anew: Anew,
    ) -> None:
        self._anew = anew
        self._wire, self._connectors, self._addresses = wire, connectors, addresses
        self._roster = roster
        self._pace, self._clock, self._bot = pace, clock, bot
        self._halfway: OrderedDict[str, Halfway] = OrderedDict()

    # --- letters -----------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Carry one letter out once."""
        try:
            chat = await self._chat(outgoing.workspace, _where(outgoing))
            if outgoing.deletes:
                return await self._delete(
                    _in_thread(chat, _root(outgoing.deletes)), outgoing.deletes, outgoing
                )
            if outgoing.edits:
                return await self._update(_in_thread(chat, _root(outgoing.edits)), outgoing.edits, outgoing)
            return await self._post_all(_in_thread(chat, outgoing.thread), outgoing)
        except (Answered, NotSent, CutOff, NoToken, ForeignAddress, TooFast, Nowhere) as error:
            return await self._outcome(outgoing, error)

    async def _post_all(self, chat: Chat, outgoing: Outgoing) -> Outcome:
        """All parts in order. One that is too big by Teams' own count is cut finer, once nothing of it is out."""
        so_far = self._halfway.pop(outgoing.mark, None) or Halfway(fit.BUDGET)
        while True:
            try:
                await self._go_on(so_far, outgoing, self._parts(chat, so_far, outgoing))
                return Delivered(_reference(chat, outgoing, JOIN.join(so_far.ids)))
            except Answered as error:
                if not is_too_big(error) or so_far.ids or so_far.budget // 2 < fit.SMALLEST:
                    raise
                so_far.budget //= 2

    async def _parts(self, chat: Chat, so_far: Halfway, outgoing: Outgoing) -> None:
        refresh = refresh_for(self._anew(outgoing.message), chat.person)
        activities = fit.draw_activities(outgoing.message, outgoing.reader, so_far.budget, refresh)
        for activity in activities[len(so_far.ids) :]:
            so_far.ids.append(await self._post(chat, activity))

    async def _update(self, chat: Chat, message: MessageRef, outgoing: Outgoing) -> Outcome:
        """Change the messages of an earlier letter. What no longer fits into as many of them follows as new ones."""
        so_far = self._halfway.pop(outgoing.mark, None) or Halfway(fit.BUDGET)
        await self._go_on(so_far, outgoing, self._changes(chat, message.id.split(JOIN), so_far, outgoing))
        return Delivered(MessageRef(message.channel, JOIN.join(so_far.ids), message.thread))

    async def _changes(self, chat: Chat, ids: list[str], so_far: Halfway, outgoing: Outgoing) -> None:
        refresh = refresh_for(self._anew(outgoing.message), chat.person)
        activities = fit.draw_activities(outgoing.message, outgoing.reader, refresh=refresh)
        for at, activity in enumerate(activities[len(so_far.ids) :], start=len(so_far.ids)):
            if at < len(ids):
                await self.update(chat, ids[at], activity)
                so_far.ids.append(ids[at])
            else:
                so_far.ids.append(await self._post(chat, activity))
        await self._gone(chat, ids[len(activities) :], so_far, outgoing)

    async def _delete(self, chat: Chat, message: MessageRef, outgoing: Outgoing) -> Outcome:
        so_far = self._halfway.pop(outgoing.mark, None) or Halfway(fit.BUDGET)
        await self._go_on(so_far, outgoing, self._gone(chat, message.id.split(JOIN), so_far, outgoing))
        return Delivered(message)

    async def _gone(self, chat: Chat, ids: list[str], so_far: Halfway, outgoing: Outgoing) -> None:
        """Where nothing can be deleted, one line stands in its place: the words are gone all the same."""
        instead, *_ = fit.draw_activities(Message(outgoing.message.summary), outgoing.reader)
        for id_ in ids[so_far.taken_back :]:
            if not so_far.stays:
                so_far.stays = not await self._take_back(chat, id_)
            if so_far.stays:
                await self.update(chat, id_, instead)
            so_far.taken_back += 1

    async def _go_on(self, so_far: Halfway, outgoing: Outgoing, steps: Coroutine[Any, Any, None]) -> None:
        """Told to wait in the middle, the next call with this mark goes on where this one stopped."""
        try:
            await steps
        except (Answered, NotSent, NoToken, TooFast):
            if so_far.ids or so_far.taken_back or so_far.stays:
                self._halfway[outgoing.mark] = so_far
                if len(self._halfway) > MOST_HALFWAY:
                    self._halfway.popitem(last=False)
            raise

    # --- one call each -----------------------------------------------------------------------------------------

    async def _post(self, chat: Chat, activity: Json) -> str:
        connector = await self._beat(chat)
        sent = await connector.conversations.send_to_conversation(
            chat.conversation, _activity(chat, activity)
        )
        return str(getattr(sent, "id", None) or "")

    async def update(self, chat: Chat, id_: str, activity: Json) -> None:
        """Draw a message anew in its place. Raises what the wire raises."""
        connector = await self._beat(chat)
        await connector.conversations.update_activity(
            chat.conversation, id_, _activity(chat, {**activity, "id": id_})
        )

    async def _take_back(self, chat: Chat, id_: str) -> bool:
        """False where the client deletes nothing."""
        connector = await self._beat(chat)
        try:
            await connector.conversations.delete_activity(chat.conversation, id_)
        except Answered as error:
            if error.status in NO_DELETION:
                return False
            if error.status != 404 and error.code not in GONE:
                raise
        return True

    async def tell(self, chat: Chat, person: PersonId, activity: Json, private: bool) -> None:
        """Answer one person here and now: targeted in a channel or group, where the others do not see it.

        Where Teams cannot target, in their own chat with the bot; never in public. Raises what the wire raises.
        """
        if private:
            await self._post(chat, activity)
            return
        try:
            await self.target(chat, chat.asker or native(person), aside(activity))
        except Answered as error:
            if error.status in WAITS or error.status == 401:
                raise
            await self._post(await self._chat(PREFIX + chat.tenant, person), activity)

    async def redraw(self, chat: Chat, person: PersonId, id_: str, activity: Json, is_aside: bool) -> None:
        """A pressed card anew: for everybody who sees it, or for the one it was meant for."""
        if is_aside:
            await self.target(chat, chat.asker or native(person), aside(activity), id_)
        else:
            await self.update(chat, id_, activity)

    async def target(self, chat: Chat, person: str, activity: Json, id_: str = "") -> str:
        """A message that one person alone sees, or with ``id_`` such a message anew. The SDK has no call for it."""
        await self._beat(chat)
        url = f"{chat.service_url}/v3/conversations/{_quoted(chat.conversation)}/activities"
        body = {**_addressed(chat, activity), "recipient": {"id": person, "isTargeted": True}}
        if id_:
            await self._wire.call(
                "PUT", f"{url}/{_quoted(id_)}?isTargetedActivity=true", _json({**body, "id": id_})
            )
            return id_
        answer = await self._wire.post_json(f"{url}?isTargetedActivity=true", body)
        return str(answer.get("id") or "") if isinstance(answer, dict) else ""

    async def react(self, chat: Chat, message: str, reaction: str, added: bool = True) -> None:
        """The bot's own reaction on a message. The SDK has no call for it."""
        await self._beat(chat)
        where = (
            f"{chat.service_url}/v3/conversations/{_quoted(chat.conversation)}/activities/{_quoted(message)}"
        )
        await self._wire.call("PUT" if added else "DELETE", f"{where}/reactions/{_quoted(reaction)}")

    async def _beat(self, chat: Chat) -> ConnectorClient:
        """Our turn to speak there, and the line to do it with. Raises TooFast."""
        self._take(chat.tenant, chat.conversation.partition(THREAD)[0])
        return await self._connectors.create(chat.service_url)

    def _take(self, tenant: str, conversation: str | None) -> None:
        if seconds := self._pace.take(tenant, conversation, self._clock()):
            raise TooFast(seconds)

    # --- where to ----------------------------------------------------------------------------------------------

    async def _chat(self, workspace: WorkspaceId, to: PersonId | ChannelId) -> Chat:
        chat = await self._addresses.chat_of(workspace, to)
        if chat is not None:
            return chat
        place = await self._addresses.place(workspace)
        if not place or not is_person(to):
            raise Nowhere
        return await self._open_chat(
            workspace, to, str(place["service_url"]), str(place.get("bot") or self._bot)
        )

    async def _open_chat(self, workspace: WorkspaceId, person: PersonId, service_url: str, bot: str) -> Chat:
        tenant = tenant_of(workspace)
        self._take(tenant, None)
        url = f"{self._wire.hosts.check(service_url)}/v3/conversations"
        known_as = await self._roster.known_as(workspace, person)
        made = await self._wire.post_json(url, _chat_with(known_as, bot, tenant))
        id_ = str(made.get("id") or "") if isinstance(made, dict) else ""
        await self._addresses.keep_chat(workspace, person, known_as, id_, service_url)
        return Chat(tenant, service_url, id_, bot, known_as)

    # --- what became of it -------------------------------------------------------------------------------------

    async def _outcome(self, outgoing: Outgoing, error: Exception) -> Outcome:
        match error:
            case TooFast(seconds=seconds):
                return Later(math.ceil(seconds * 1000) / 1000)
            case NotSent():
                return Later(5.0)
            case CutOff():
                return Unknown(str(error))
            case NoToken(code=code, final=True):
                return Refused(
                    code,
                    "workspace",
                    "Entra gives no token: check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID",
                )
            case NoToken():
                return Later(30.0, everyone=True)
            case ForeignAddress():
                return Refused(
                    "foreign service url",
                    "workspace",
                    "the stored service address is not Teams'; add the app to a team again",
                )
            case Answered():
                return await self._answered(outgoing, error)
            case _:
                return Refused("never met", "person" if is_person(outgoing.to) else "channel", INSTALL)

    async def _answered(self, outgoing: Outgoing, error: Answered) -> Outcome:
        if error.status in WAITS:
            return await self._wait(outgoing, error)
        if error.status == 401:
            return Later(60.0, everyone=True)
        if error.status == 404 and is_person(outgoing.to) and not outgoing.edits:
            return await self._opened_anew(outgoing, error)
        is_no = error.status < 500 or error.code in NOBODY
        return refused(outgoing, error) if is_no else Unknown(str(error))

    async def _opened_anew(self, outgoing: Outgoing, error: Answered) -> Outcome:
        """A remembered chat that is gone is opened again next time; one that cannot be opened is nowhere."""
        if await self._addresses.chat_of(outgoing.workspace, outgoing.to) is None:
            return refused(outgoing, error)
        await self._addresses.forget_chat(outgoing.workspace, outgoing.to)
        return Later(1.0)

    async def _wait(self, outgoing: Outgoing, error: Answered) -> Later:
        """Teams asked for a pause. Whoever else speaks there waits too; opening a chat is the whole tenant's affair."""
        seconds = error.wait if error.wait is not None else WAITS[error.status]
        chat = await self._addresses.chat_of(outgoing.workspace, outgoing.to)
        if error.status == 429:
            where = chat.conversation if chat else None
            self._pace.pause(tenant_of(outgoing.workspace), where, seconds, self._clock())
        return Later(seconds, everyone=chat is None)


def aside(activity: Json) -> Json:
    """The activity with a mark in each button, so that a press tells that one person alone sees the card."""
    attachments = [{**one, "content": _marked(one["content"])} for one in activity["attachments"]]
    return {**activity, "attachments": attachments}


def _marked(element: Json) -> Json:
    if isinstance(element, list):
        return [_marked(one) for one in element]
    if not isinstance(element, dict):
        return element
    inner = {name: _marked(one) for name, one in element.items()}
    if str(element.get("type")) in ("Action.Execute", "Action.Submit") and isinstance(
        inner.get("data"), dict
    ):
        inner["data"] = {**inner["data"], "aside": True}
    return inner


def _in_thread(chat: Chat, thread: MessageRef | None) -> Chat:
    """The conversation of a thread in a channel. In chats Teams has no threads."""
    root = (thread.thread or thread.id).split(JOIN)[0] if thread else ""
    if not root or chat.person or any(mark in chat.conversation for mark in CHATS_ONLY):
        return chat
    return replace(chat, conversation=chat.conversation + THREAD + root)


def _where(outgoing: Outgoing) -> PersonId | ChannelId:
    """A message delivered earlier is where it was delivered."""
    there = outgoing.edits or outgoing.deletes
    return there.channel if there else outgoing.to


def _root(message: MessageRef) -> MessageRef | None:
    """The thread a delivered message is in, as something to answer to."""
    return MessageRef(message.channel, message.thread) if message.thread else None


def _reference(chat: Chat, outgoing: Outgoing, id_: str) -> MessageRef:
    """What was delivered. A chat with one person is named after them."""
    channel = chat.conversation.partition(THREAD)[0]
    person = person_of(outgoing.to) or outgoing.to
    thread = outgoing.thread
    where = WITH + native(person) if chat.person else channel
    return MessageRef(
        PREFIX + where, id_, (thread.thread or thread.id) if thread and not chat.person else None
    )


def _chat_with(person: str, bot: str, tenant: str) -> Json:
    """A chat to open. Plain JSON: the SDK's model spells the tenant ``tenantID``, which Teams does not read."""
    return {
        "isGroup": False,
        "bot": {"id": bot},
        "members": [{"id": person}],
        "tenantId": tenant,
        "channelData": {"tenant": {"id": tenant}},
    }


def _addressed(chat: Chat, activity: Json) -> dict[str, Json]:
    return {
        **activity,
        "from": {"id": chat.bot},
        "conversation": {"id": chat.conversation},
        "channelData": {"tenant": {"id": chat.tenant}},
    }


def _activity(chat: Chat, activity: Json) -> Activity:
    made: Activity = Activity().deserialize(_addressed(chat, activity))
    return made


def _quoted(value: str) -> str:
    return quote(value, safe="")


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
