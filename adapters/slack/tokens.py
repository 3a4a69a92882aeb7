"""By which right we speak in a workspace: one token from the settings, or one for each workspace that installed us.

Tokens are kept by the house's keyring (encrypted) and here for a minute, so that a request costs no ``auth.test`` and no
query, and a token from a re-install on another replica is in use within that minute; on this replica at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiohttp import ClientError, ClientSession
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient

from adapters.port import Keyring
from adapters.slack.payload import own
from facilitation.words import Json, WorkspaceId

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=1)
RENEW = timedelta(hours=2)  # before a token that expires is renewed; they live for twelve hours
MOST = 10_000  # installations kept at hand

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A token with the client that uses it, and who we are there. ``scopes`` is what the install was granted."""

    client: AsyncWebClient
    authorization: AuthorizeResult  # what bolt asks of every request
    scopes: frozenset[str] = frozenset()
    name: str = ""

    @property
    def team(self) -> str | None:
        team: str | None = self.authorization.team_id
        return team


class Line:
    """How calls go out: which Slack, over which connections. The session is opened when the platform starts."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url
        self.session: ClientSession | None = None

    def client(self, token: str | None) -> AsyncWebClient:
        """A client that never repeats a call by itself: slack_sdk's default posts twice when an answer is lost."""
        return AsyncWebClient(token, base_url=self.api_url, session=self.session, retry_handlers=[])


class Tokens(Protocol):
    """Speakers by workspace."""

    async def speaker(self, workspace: WorkspaceId, organisation: WorkspaceId = "") -> Speaker | None:
        """Who speaks there; ``organisation`` is tried where only the whole organisation has an install."""
        ...

    async def forget(self, workspace: WorkspaceId) -> Sequence[WorkspaceId]:
        """The install is gone; says in which other workspaces it is gone with it (an organisation's)."""
        ...

    def doubt(self, workspace: WorkspaceId) -> None:
        """Slack refused the token: read it afresh before it is used again."""
        ...


class OneToken:
    """The token of the settings, for an app that serves one workspace. Slack is asked once whose it is."""

    def __init__(self, line: Line, token: str) -> None:
        self.line = line
        self.token = token
        self._speaker: Speaker | None = None

    async def speaker(self, workspace: WorkspaceId, organisation: WorkspaceId = "") -> Speaker | None:
        """Raises SlackApiError and aiohttp's ClientError while Slack does not say whose token it is."""
        speaker = await self.known()
        return speaker if speaker.team is None or own(speaker.team) == workspace else None

    async def known(self) -> Speaker:
        """The speaker, whatever the workspace. Raises as ``speaker`` does."""
        if self._speaker is None:
            client = self.line.client(self.token)
            answer = await client.auth_test()
            authorization = AuthorizeResult(
                enterprise_id=answer.get("enterprise_id"),
                team_id=answer.get("team_id"),
                bot_token=self.token,
                bot_id=answer.get("bot_id"),
                bot_user_id=answer.get("user_id"),
            )
            granted = answer.headers.get("x-oauth-scopes", "")
            self._speaker = Speaker(client, authorization, scopes_of(granted), answer.get("team") or "")
        return self._speaker

    async def forget(self, workspace: WorkspaceId) -> Sequence[WorkspaceId]:
        self._speaker = None
        return ()

    def doubt(self, workspace: WorkspaceId) -> None:
        self._speaker = None


class Installed:
    """One token for each workspace or organisation that installed us, out of the keyring."""

    def __init__(self, line: Line, keyring: Keyring, now: Clock, client_id: str, client_secret: str) -> None:
        self.line = line
        self.keyring = keyring
        self.now = now
        self.client_id = client_id
        self.client_secret = client_secret
        self._kept: dict[WorkspaceId, tuple[datetime, Speaker | None]] = {}
        self._renewing = asyncio.Lock()

    async def speaker(self, workspace: WorkspaceId, organisation: WorkspaceId = "") -> Speaker | None:
        found = await self._found(workspace)
        if found or not organisation:
            return found
        found = await self._found(organisation)
        if found:  # so that letters to this workspace find their speaker too
            await self.keyring.save(workspace, {"under": organisation})
            self._kept[workspace] = (self.now(), found)
        return found

    async def _found(self, key: WorkspaceId) -> Speaker | None:
        """By the keyring, through what was read within the last minute."""
        at, kept = self.now(), self._kept.get(key)
        if kept and at - kept[0] < FRESH:
            return kept[1]
        record = await self.keyring.load(key)
        if record and "under" in record:
            found = await self._found(str(record["under"]))
        else:
            found = self._speaking(await self._valid(key, record)) if record else None
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = (at, found)
        return found

    def _speaking(self, record: Mapping[str, Json]) -> Speaker:
        authorization = AuthorizeResult(
            enterprise_id=record.get("enterprise"),
            team_id=record.get("team"),
            bot_token=record["token"],
            bot_id=record.get("bot_id"),
            bot_user_id=record.get("bot_user"),
        )
        client = self.line.client(record["token"])
        return Speaker(client, authorization, scopes_of(record.get("scopes") or ""), record.get("name") or "")

    async def keep(self, installation: Installation) -> WorkspaceId:
        """Keep what an install brought, and speak with it from now on. Says under which key."""
        whole = bool(installation.is_enterprise_install)
        key = own(str(installation.enterprise_id if whole else installation.team_id))
        until = installation.bot_token_expires_at
        record = {
            "token": installation.bot_token,
            "team": None if whole else installation.team_id,
            "enterprise": installation.enterprise_id,
            "bot_user": installation.bot_user_id,
            "bot_id": installation.bot_id,
            "scopes": ",".join(installation.bot_scopes or ()),
            "name": (installation.enterprise_name if whole else installation.team_name) or "",
            "refresh": installation.bot_refresh_token,
            "expires_at": datetime.fromtimestamp(until, self.now().tzinfo).isoformat() if until else None,
        }
        await self.keyring.save(key, record)
        self._kept.clear()
        return key

    async def forget(self, workspace: WorkspaceId) -> Sequence[WorkspaceId]:
        record = await self.keyring.load(workspace)
        await self.keyring.forget(workspace)
        self._kept.clear()
        if not record or record.get("team") or "under" in record:
            return ()
        under = [one for one in await self.keyring.keys("slack") if await self._is_under(one, workspace)]
        for one in under:
            await self.keyring.forget(one)
        return under

    async def _is_under(self, workspace: WorkspaceId, organisation: WorkspaceId) -> bool:
        record = await self.keyring.load(workspace)
        return record is not None and record.get("under") == organisation

    def doubt(self, workspace: WorkspaceId) -> None:
        self._kept.clear()

    # --- tokens that expire ------------------------------------------------------------------------------------

    async def _valid(self, key: WorkspaceId, record: Mapping[str, Json]) -> Mapping[str, Json]:
        """The record with a token that still lives for a while.

        bolt renews on incoming requests only; this is asked before a letter goes out too, and a refresh token still works
        when its access token has ended days ago.
        """
        if not self._ends_soon(record):
            return record
        async with self._renewing:
            record = await self.keyring.load(key) or record  # somebody may have been faster
            return await self._renewed(key, record) if self._ends_soon(record) else record

    def _ends_soon(self, record: Mapping[str, Json]) -> bool:
        until = record.get("expires_at")
        return datetime.fromisoformat(until) - self.now() < RENEW if until else False

    async def _renewed(self, key: WorkspaceId, record: Mapping[str, Json]) -> Mapping[str, Json]:
        """The next token. A refresh token works once, so what comes is kept before it is used."""
        try:
            answer = await self.line.client(None).oauth_v2_access(
                client_id=self.client_id,
                client_secret=self.client_secret,
                grant_type="refresh_token",
                refresh_token=record["refresh"],
            )
        except (SlackApiError, ClientError, TimeoutError) as error:
            # another replica may have kept the next one meanwhile; else the old one lives for up to two hours
            log.warning("a token was not renewed: %s", type(error).__name__)
            return await self.keyring.load(key) or record
        ends = self.now() + timedelta(seconds=int(answer["expires_in"]))
        renewed = {
            "token": answer["access_token"],
            "refresh": answer["refresh_token"],
            "expires_at": ends.isoformat(),
        }
        await self.keyring.save(key, {**record, **renewed})
        return {**record, **renewed}


def scopes_of(listed: str) -> frozenset[str]:
    """Scopes as Slack lists them, with commas."""
    return frozenset(one.strip() for one in listed.split(",") if one.strip())


class Authorize(AsyncAuthorize):
    """bolt's question for every request, answered from what is at hand."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **actor: Any,
    ) -> AuthorizeResult | None:
        organisation = own(str(enterprise_id)) if enterprise_id else ""
        speaker = await self.tokens.speaker(own(str(team_id)) if team_id else organisation, organisation)
        return speaker.authorization if speaker else None
