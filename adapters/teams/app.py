"""Microsoft Teams as the house sees it: one address for deliveries, one courier for letters.

Built on the SDK's ``CloudAdapter``. Its ``process`` answers 500 to every invoke that has a body and to every bad token, so
``process_activity`` is called instead and the HTTP answer is written here; the turn's context never leaves this file.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes
from msrest.exceptions import DeserializationError

from adapters.port import (
    Anew,
    Finding,
    Keyring,
    Malformed,
    Outcome,
    Outgoing,
    Readers,
    Receive,
    Seen,
    Unknown,
)
from adapters.teams.addresses import Addresses
from adapters.teams.auth import OPENID, Forbidden, Gate, Keys, NoKeys, OpenGate, Unauthorized
from adapters.teams.hosts import ForeignAddress, Hosts, is_loopback
from adapters.teams.pace import Pace, Unpaced
from adapters.teams.payload import Body
from adapters.teams.roster import Roster, Sleep
from adapters.teams.send import Courier
from adapters.teams.text import PREFIX
from adapters.teams.tokens import Acquire, NoToken, Tokens, nothing, with_managed_identity, with_secret
from adapters.teams.turn import Turns
from adapters.teams.wire import Connectors, Wire
from facilitation.words import ChannelId, PersonId, Profile, WorkspaceId

PATH = "/api/messages"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host")
logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Setup:
    """What the bot is in Microsoft's eyes. ``demo``: the Agents Playground on this machine, without tokens."""

    app_id: str = ""
    tenant: str = ""
    password: str = field(default="", repr=False)
    managed_identity: bool = False
    demo: bool = False
    hosts: Hosts = field(default_factory=Hosts)
    openid: str = OPENID
    acquire: Acquire | None = field(default=None, repr=False)

    def tokens(self) -> Acquire:
        """Where the token to speak with comes from. Raises ValueError when nothing says."""
        if self.acquire is not None:
            return self.acquire
        if self.demo:
            return nothing
        if self.managed_identity:
            return with_managed_identity(self.app_id)
        if not self.password:
            raise ValueError("Teams needs a client secret or a managed identity to speak with")
        return with_secret(self.app_id, self.password, self.tenant)


class Teams:
    """The platform. ``clock`` is the hour, ``is_command`` knows the house's command words, ``anew`` which press draws
    a card anew."""

    def __init__(
        self,
        setup: Setup,
        receive: Receive,
        readers: Readers,
        keyring: Keyring,
        clock: Callable[[], datetime],
        is_command: Callable[[str], bool],
        sleep: Sleep = asyncio.sleep,
        anew: Anew = lambda _message: None,
    ) -> None:
        self._setup = setup
        hosts = replace(setup.hosts, loopback=True) if setup.demo else setup.hosts
        self._tokens = Tokens(setup.tokens(), clock)
        self._wire = Wire(hosts, self._tokens)
        connectors = Connectors(self._wire)
        self._keys = Keys(self._wire.fetch, clock, setup.openid)
        self._adapter = CloudAdapter(self._gate(connectors, hosts, clock))
        self._addresses = Addresses(keyring, clock)
        self._roster = Roster(self._wire, self._addresses, sleep)
        self.courier = Courier(
            self._wire,
            connectors,
            self._addresses,
            self._roster,
            Unpaced() if setup.demo else Pace(),
            lambda: clock().timestamp(),
            f"28:{setup.app_id}",
            anew,
        )
        self._turns = Turns(
            receive, readers, is_command, self._addresses, self._roster, self.courier, anew, sleep
        )
        self._ready = False

    def _gate(self, connectors: Connectors, hosts: Hosts, clock: Callable[[], datetime]) -> Gate:
        if self._setup.demo:
            return OpenGate(connectors)
        return Gate(self._setup.app_id, self._setup.tenant, self._keys, hosts, clock, connectors)

    # --- the port ----------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return PREFIX.removesuffix(":")

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        return [web.post(PATH, self._delivered)]

    async def start(self) -> None:
        await self._wire.start()
        self._ready = True

    async def stop(self) -> None:
        """What was acknowledged is answered before the line is closed."""
        self._ready = False
        await self._turns.finished()
        await self._tokens.stop()
        await self._wire.stop()

    def forget(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        self._addresses.drop(workspace, people)

    def is_ready(self) -> bool:
        return self._ready

    async def send(self, outgoing: Outgoing) -> Outcome:
        names = {**await self._addresses.places(outgoing.workspace), **outgoing.reader.names}
        return await self.courier.send(replace(outgoing, reader=replace(outgoing.reader, names=names)))

    async def look(self, outgoing: Outgoing, since: datetime) -> Seen:
        return Unknown("Teams lets no bot read back what it said")

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile | None:
        return await self._roster.profile(workspace, person)

    async def people(self, workspace: WorkspaceId) -> AsyncIterator[tuple[PersonId, Profile]]:
        async for one in self._roster.everybody(workspace):
            yield one

    async def members(self, workspace: WorkspaceId, channel: ChannelId) -> AsyncIterator[PersonId]:
        async for person, _ in self._roster.members(workspace, channel):
            yield person

    async def shielded(
        self, workspace: WorkspaceId, people: Sequence[PersonId], now: datetime
    ) -> Mapping[PersonId, datetime]:
        """Nobody: presence is told through Graph alone, to apps that an admin lets read everybody's. Teams itself keeps
        a notification quiet while somebody does not want to be disturbed."""
        return {}

    async def examine(self) -> Sequence[Finding]:
        """Whether Entra gives us a token and Microsoft's keys can be fetched."""
        if self._setup.demo:
            return [Finding("Teams: the demo on this machine", True)]
        opened = not self._ready  # `evener doctor` looks before anything is started
        if opened:
            await self._wire.start()
        try:
            return [await self._examine_token(), await self._examine_keys()]
        finally:
            if opened:
                await self._wire.stop()

    async def _examine_token(self) -> Finding:
        try:
            await self._tokens.token()
        except NoToken as error:
            return Finding(
                f"Teams: a token from Entra ({error.code})",
                False,
                "check TEAMS_APP_ID, its secret and TEAMS_TENANT_ID",
            )
        return Finding("Teams: a token from Entra", True)

    async def _examine_keys(self) -> Finding:
        try:
            await self._keys.find("")
        except NoKeys as error:
            return Finding(
                f"Teams: Microsoft's keys ({error})", False, "let this machine reach login.botframework.com"
            )
        return Finding("Teams: Microsoft's keys", True)

    # --- deliveries --------------------------------------------------------------------------------------------

    async def _delivered(self, request: web.Request) -> web.Response:
        """One POST from Teams. Only what was kept is acknowledged."""
        try:
            self._check_peer(request)
            header = self._check_header(request)
            body, activity = _read(await request.read())
            answered = await self._adapter.process_activity(header, activity, self._turn(body))
        except Unauthorized as error:
            return _no(401, "unauthorized", error)
        except (Forbidden, ForeignAddress) as error:
            return _no(403, "forbidden", error)
        except Malformed as error:
            return _no(400, "malformed", error)
        except NoKeys as error:
            return _no(503, "no keys", error)
        return _written(answered)

    def _check_header(self, request: web.Request) -> str:
        """The header that has to prove who speaks; without one nothing is parsed."""
        header = request.headers.get("Authorization", "")
        if not self._setup.demo and not header.startswith("Bearer "):
            raise Unauthorized("no bearer token")
        return header

    def _check_peer(self, request: web.Request) -> None:
        """The demo has no tokens, so it hears this machine only, and nobody who comes through a tunnel."""
        if not self._setup.demo:
            return
        if not is_loopback(request.remote or "") or any(name in request.headers for name in FORWARDED):
            raise Forbidden("the demo hears its own machine only")

    def _turn(self, body: Body) -> Callable[[TurnContext], Awaitable[None]]:
        async def turn(context: TurnContext) -> None:
            answers = await self._turns.take(body)
            if body.get("type") == ActivityTypes.invoke:
                status = 501 if answers is None else 200
                value = InvokeResponse(status=status, body=answers.body if answers else None)
                await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=value))

        return turn


# --- reading a delivery ----------------------------------------------------------------------------------------


def _read(raw: bytes) -> tuple[Body, Activity]:
    """The activity as it came, and as the SDK reads it. Raises Malformed."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Malformed("JSON") from error
    if not isinstance(body, dict):
        raise Malformed("an activity")
    try:
        activity: Activity = Activity().deserialize(body)
    except (DeserializationError, AttributeError, TypeError, ValueError) as error:
        raise Malformed("an activity") from error
    if not activity.type:
        raise Malformed("type")
    return body, activity


def _written(answered: InvokeResponse | None) -> web.Response:
    if answered is None:
        return web.Response(status=200)
    if answered.body is None:
        return web.Response(status=int(answered.status))
    return web.json_response(answered.body, status=int(answered.status))


def _no(status: int, what: str, error: Exception) -> web.Response:
    """A refusal says which kind, never why in detail: the why is ours, in the log."""
    logger.warning("delivery.refused", status=status, why=str(error))
    return web.json_response({"error": what}, status=status)
