"""Slack as a platform of the house: two ways in (Socket Mode, signed HTTP) that meet in one bolt app and at one desk.

What comes in is proven to be Slack's (by its signature, or by the socket we opened), read at the door, and given to bolt,
which finds the installation and drops what we said ourselves; the end of bolt's chain is the desk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from adapters.port import (
    Finding,
    Keyring,
    Later,
    Malformed,
    Outcome,
    Outgoing,
    Reader,
    Readers,
    Receive,
    Refused,
    Seen,
    Unavailable,
    Unknown,
)
from adapters.slack import directory
from adapters.slack.chain import READ, build, handshake
from adapters.slack.desk import Desk
from adapters.slack.dialling import Dialler
from adapters.slack.door import read
from adapters.slack.install import NewId, oauth_flow
from adapters.slack.payload import bare
from adapters.slack.refusals import REINSTALL, TOKEN_IS_BAD
from adapters.slack.send import Conversations, look, send
from adapters.slack.tokens import Clock, Installed, Line, OneToken, Speaker, Tokens
from adapters.slack.wire import Seal, body_of, opened
from adapters.wording import plainly
from facilitation.voice import surface
from facilitation.words import ChannelId, PersonId, Profile, WorkspaceId

log = logging.getLogger(__name__)

SLACK = "https://slack.com/api/"
EVENTS_PATH = "/slack/events"
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
CALL_SECONDS = 8  # under the lease of a letter, so that nobody else sends it while we wait


@dataclass(frozen=True, slots=True)
class Config:
    """What the settings give. Either a token for one workspace, or client id and secret with a keyring for many."""

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    client_id: str = ""
    client_secret: str = ""
    api_url: str = SLACK
    public_url: str = ""
    charts: bool = (
        False  # draw Slack's own charts in letters (since June 2026); their words are there either way
    )

    @property
    def redirect_uri(self) -> str | None:
        return f"{self.public_url.rstrip('/')}{REDIRECT_PATH}" if self.public_url else None


class Slack:
    """The platform. ``start`` opens connections; ``stop`` lets everything that was acknowledged be answered first."""

    name = "slack"

    def __init__(
        self,
        config: Config,
        receive: Receive,
        readers: Readers,
        now: Clock,
        keyring: Keyring | None = None,
        new_id: NewId | None = None,
    ) -> None:
        """With client id and secret, ``keyring`` and ``new_id`` it serves many workspaces; else the one of the token."""
        self.config = config
        self._line = Line(config.api_url)
        self._conversations = Conversations()
        self._flow: AsyncOAuthFlow | None = None
        if config.client_id and config.client_secret and keyring is not None and new_id is not None:
            many = Installed(self._line, keyring, now, config.client_id, config.client_secret)
            self._flow = oauth_flow(many, receive, now, new_id, config.redirect_uri)
            self.tokens: Tokens = many
        elif config.bot_token:
            self.tokens = OneToken(self._line, config.bot_token)
        else:
            raise ValueError("SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, is missing")
        self._desk = Desk(receive, readers, self.tokens, self._line)
        self._seal = Seal(config.signing_secret) if config.signing_secret else None
        self.bolt = build(self._desk.take, self.tokens, self._flow)
        self._socket: Dialler | None = None
        self._dialling: asyncio.Task[None] | None = None
        self._busy = Busy()

    # --- the ways in -------------------------------------------------------------------------------------------

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Events over HTTP where there is a signing secret; the install pages where there are client id and secret."""
        found: list[web.AbstractRouteDef] = []
        if self.config.signing_secret:
            found.append(web.post(EVENTS_PATH, self._over_http))
        if self._flow:
            found += [web.get(INSTALL_PATH, self._install), web.get(REDIRECT_PATH, self._redirected)]
        return found

    async def _over_http(self, request: web.Request) -> web.Response:
        with self._busy:
            raw = await body_of(request)
            if self._seal is None or not self._seal.holds(raw, request.headers):
                return web.json_response({"error": "not signed by Slack"}, status=401)
            response = await self._dispatched(opened, raw)
            is_bare = response.status == 200 and not response.body and not response.cookies()
            return web.Response() if is_bare else await to_aiohttp_response(response)

    async def _over_socket(self, client: Any, request: Any) -> None:
        with self._busy:
            await send_async_response(client, request, await self._dispatched(dict, request.payload), 0.0)

    async def _dispatched(self, unwrap: Callable[[Any], dict[str, Any]], wrapped: Any) -> BoltResponse:
        """One payload through the door and through bolt. What cannot be read never gets as far as bolt."""
        try:
            body = unwrap(wrapped)
            if (shaken := handshake(body)) is not None:
                return shaken
            arrival = read(body)
            # mode: bolt takes a body that is parsed already only from the socket; it makes no other difference here
            asked = AsyncBoltRequest(body=body, mode="socket_mode", context={READ: arrival})
        except Malformed as malformed:
            log.warning("a payload could not be read: %s", malformed.what)
            return BoltResponse(status=400, body={"error": f"cannot read {malformed.what}"})
        except (
            AttributeError,
            TypeError,
            ValueError,
            LookupError,
        ):  # bolt reads more of a payload than we do
            log.warning("a payload could not be read by bolt")
            return BoltResponse(status=400, body={"error": "cannot read the body"})
        return await self.bolt.async_dispatch(asked)

    async def _install(self, request: web.Request) -> web.Response:
        assert self._flow is not None
        return await to_aiohttp_response(await self._flow.handle_installation(_bolt_request(request)))

    async def _redirected(self, request: web.Request) -> web.Response:
        """Back from Slack. Whatever breaks here, the admin reads a page and not a stack trace."""
        assert self._flow is not None
        try:
            return await to_aiohttp_response(await self._flow.handle_callback(_bolt_request(request)))
        except Exception:
            log.exception("an installation was not kept")
            return web.Response(status=500, text=plainly(surface.BROKEN, Reader()))

    # --- opening and closing -----------------------------------------------------------------------------------

    async def start(self) -> None:
        """Open the line, and dial where Socket Mode is set. Slack being away is no reason not to start."""
        self._line.session = _session()
        self.tokens.doubt("")
        if self._flow:
            self._flow._async_client = self._line.client(None)
        if self.config.app_token:
            self._socket = Dialler(self.config.app_token, self._line.client(self.config.app_token))
            self._socket.socket_mode_request_listeners.append(self._over_socket)
            self._dialling = asyncio.create_task(self._socket.connect())

    async def stop(self) -> None:
        """Take nothing new; what is being kept is kept and acknowledged, what was acknowledged is answered."""
        if self._socket:
            # not acknowledged, so Slack brings it to another replica, or to us when we are back
            self._socket.socket_mode_request_listeners.clear()
        await self._busy.over()
        await self._hang_up()
        await self._desk.drained()
        if self._line.session:
            await self._line.session.close()
            self._line.session = None

    async def _hang_up(self) -> None:
        socket, self._socket = self._socket, None
        dialling, self._dialling = self._dialling, None
        if dialling:
            dialling.cancel()
            with suppress(asyncio.CancelledError):
                await dialling
        if socket:
            await socket.close()  # type: ignore[no-untyped-call]

    def forget(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        """Of people nothing is remembered here; a workspace's token is read anew."""
        if not people:
            self.tokens.doubt(workspace)

    def is_ready(self) -> bool:
        """In Socket Mode when the connection stands; over HTTP as soon as we can speak."""
        if not self.config.app_token:
            return self._line.session is not None
        session = self._socket.current_session if self._socket else None
        return session is not None and not session.closed

    # --- out ---------------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Carry one letter out once."""
        speaker = await self._speaker(outgoing.workspace)
        if not isinstance(speaker, Speaker):
            return speaker
        outcome = await send(speaker.client, outgoing, self._conversations, self.config.charts)
        if isinstance(outcome, Refused) and outcome.reason in TOKEN_IS_BAD:
            self.tokens.doubt(outgoing.workspace)
        return outcome

    async def look(self, outgoing: Outgoing, since: datetime) -> Seen:
        """Whether a letter of unknown fate is there, by its mark."""
        speaker = await self._speaker(outgoing.workspace)
        if not isinstance(speaker, Speaker):
            return speaker if isinstance(speaker, Later) else Unknown(speaker.reason)
        return await look(speaker.client, outgoing, since, self._conversations)

    async def _speaker(self, workspace: WorkspaceId) -> Speaker | Refused | Later:
        try:
            speaker = await self.tokens.speaker(workspace)
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.warning("Slack does not say whose token it is: %s", type(error).__name__)
            return Later(30.0, everyone=True)
        except Exception as error:  # a token that cannot be looked up now is no letter of unknown fate
            log.warning("the token could not be looked up: %s", type(error).__name__)
            return Later(30.0, everyone=True)
        return speaker or Refused("not_installed", "workspace", REINSTALL)

    # --- who is there ------------------------------------------------------------------------------------------

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile | None:
        """What Slack tells about one person."""
        speaker = await self._speaker(workspace)
        if not isinstance(speaker, Speaker):
            return None
        return await directory.profile(speaker.client, person, bare(workspace))

    async def people(self, workspace: WorkspaceId) -> AsyncIterator[tuple[PersonId, Profile]]:
        """Everybody in the workspace. Raises Unavailable."""
        async for one in directory.people((await self._must_speak(workspace)).client, bare(workspace)):
            yield one

    async def members(self, workspace: WorkspaceId, channel: ChannelId) -> AsyncIterator[PersonId]:
        """Everybody in a channel. Raises Unavailable."""
        async for one in directory.members((await self._must_speak(workspace)).client, channel):
            yield one

    async def shielded(
        self, workspace: WorkspaceId, people: Sequence[PersonId], now: datetime
    ) -> Mapping[PersonId, datetime]:
        """Who of these has Slack's do-not-disturb on, and until when."""
        speaker = await self._speaker(workspace)
        if not isinstance(speaker, Speaker):
            return {}
        return await directory.shielded(speaker.client, people, now)

    async def _must_speak(self, workspace: WorkspaceId) -> Speaker:
        speaker = await self._speaker(workspace)
        if isinstance(speaker, Speaker):
            return speaker
        raise Unavailable("no token", speaker.seconds if isinstance(speaker, Later) else 3600.0)

    async def examine(self) -> Sequence[Finding]:
        """What ``evener doctor`` says about Slack; opens a line of its own when the platform is not started."""
        if self._line.session:
            return await self._examined()
        async with _session() as self._line.session:
            found = await self._examined()
        self._line.session = None
        self.tokens.doubt("")
        return found

    async def _examined(self) -> list[Finding]:
        config = self.config
        found = [*directory.hears(config.app_token, config.signing_secret), *await self._token_examined()]
        if config.app_token:
            found.append(await directory.can_dial(self._line.client(config.app_token)))
        return found

    async def _token_examined(self) -> list[Finding]:
        if not isinstance(self.tokens, OneToken):
            return [Finding(f"Slack: each workspace installs at {INSTALL_PATH}", True)]
        try:
            return directory.speaks(await self.tokens.known())
        except (SlackApiError, ClientError, TimeoutError) as error:
            return directory.speaks(None, error)


class Busy:
    """Counts what is being taken, so that ``stop`` can wait for it."""

    def __init__(self) -> None:
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> None:
        self._count += 1
        self._idle.clear()

    def __exit__(self, *failure: object) -> None:
        self._count -= 1
        if not self._count:
            self._idle.set()

    async def over(self) -> None:
        """Return when nothing is being taken."""
        await self._idle.wait()


def _session() -> ClientSession:
    return ClientSession(
        cookie_jar=DummyCookieJar(),  # Slack sets none that we want, and looking for some costs every call
        timeout=ClientTimeout(total=CALL_SECONDS),
        json_serialize=lambda value: orjson.dumps(value).decode(),
    )


def _bolt_request(request: web.Request) -> AsyncBoltRequest:
    return AsyncBoltRequest(body="", query=request.query_string, headers=request.headers)  # type: ignore[arg-type]
