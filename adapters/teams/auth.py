"""Who may speak to us as Teams: nobody without a fresh token that Microsoft signed for this very bot, tenant and address.

The SDK's own check answers 500 to a bad token, skips the service URL and channel when they are absent, lets an empty app
id turn everything off, fetches keys synchronously and does not know a key that was rotated in since. So the SDK's seam
(``BotFrameworkAuthentication``) stays and its inside is ours. Rules: "Authentication with the Bot Connector API".
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from adapters.teams.hosts import ForeignAddress, Hosts
from facilitation.words import Json

ISSUER = "https://api.botframework.com"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
CHANNEL = "msteams"
ALGORITHMS = ["RS256"]
LEEWAY = timedelta(minutes=5)  # the clock skew Microsoft asks bots to tolerate
FRESH = timedelta(hours=24)
AGAIN = timedelta(minutes=1)  # an unknown key id is looked for at most this often
CALLER = "urn:botframework:azure"

Fetch = Callable[[str], Awaitable[Json]]
Now = Callable[[], datetime]


class Unauthorized(PermissionError):
    """Not proven to be Teams. Answer 401. The words say which check failed, never what was sent."""


class Forbidden(PermissionError):
    """Proven to be Teams, but not for us: another tenant, another service. Answer 403."""


class NoKeys(Exception):
    """Microsoft's keys cannot be fetched, so nothing can be proven now. Answer 503: Teams repeats."""


@dataclass(frozen=True, slots=True)
class Key:
    public: Any
    endorsements: frozenset[str]


class Keys:
    """The keys Teams signs with, kept for a day and fetched again when one is met that we do not know."""

    def __init__(self, fetch: Fetch, now: Now, metadata: str = OPENID) -> None:
        self._fetch, self._now, self._metadata = fetch, now, metadata
        self._keys: dict[str, Key] = {}
        self._fetched: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str) -> Key | None:
        """The key of that id. Raises NoKeys when none was ever fetched."""
        if self._older_than(FRESH) or (kid not in self._keys and self._older_than(AGAIN)):
            await self._refresh()
        return self._keys.get(kid)

    def _older_than(self, age: timedelta) -> bool:
        return self._fetched is None or self._now() - self._fetched >= age

    async def _refresh(self) -> None:
        seen = self._fetched
        async with self._one_at_a_time:
            if self._fetched is not seen:
                return  # somebody else has just done it
            try:
                document = await self._fetch(str((await self._fetch(self._metadata))["jwks_uri"]))
                self._keys = {one["kid"]: _key(one) for one in document["keys"] if one.get("kty") == "RSA"}
            except (OSError, TimeoutError, LookupError, TypeError, ValueError, jwt.PyJWTError) as error:
                if not self._keys:
                    raise NoKeys(type(error).__name__) from error
            self._fetched = self._now()


def _key(one: Mapping[str, Any]) -> Key:
    return Key(jwt.PyJWK.from_dict(dict(one)).key, frozenset(one.get("endorsements") or ()))


class Gate(BotFrameworkAuthentication):
    """Every delivery passes here. One app id, one tenant; both must be known before the bot starts."""

    def __init__(
        self, app_id: str, tenant: str, keys: Keys, hosts: Hosts, now: Now, connectors: ConnectorFactory
    ) -> None:
        if not app_id or not tenant:
            raise ValueError(
                "Teams needs an app id and a tenant: without them anybody could speak to the bot"
            )
        self._app_id, self._tenant, self._keys = app_id, tenant, keys
        self._hosts, self._now, self._connectors = hosts, now, connectors

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """What the SDK asks of us. Raises Unauthorized, Forbidden or NoKeys."""
        claims = await self.claims(
            auth_header, str(activity.channel_id or ""), str(activity.service_url or "")
        )
        if tenant_of(activity.channel_data) != self._tenant:
            raise Forbidden("another tenant")
        return passed(claims, self._connectors)

    async def claims(self, header: str, channel: str, service_url: str) -> Mapping[str, Any]:
        """The claims of a token that holds for this bot, channel and address."""
        if not channel or not service_url:
            raise Unauthorized("no channel or no service URL to check the token against")
        claims = await self._proven(header, channel)
        if claims.get("serviceurl") != service_url:
            raise Unauthorized("the token is for another service URL")
        try:
            self._hosts.check(service_url)
        except ForeignAddress as error:
            raise Forbidden(str(error)) from error
        return claims

    async def _proven(self, header: str, channel: str) -> Mapping[str, Any]:
        scheme, _, token = header.partition(" ")
        if scheme != "Bearer" or not token:
            raise Unauthorized("no bearer token")
        try:
            head = jwt.get_unverified_header(token)
            key = await self._keys.find(str(head.get("kid") or ""))
            if key is None:
                raise Unauthorized("signed with a key that Microsoft does not publish")
            claims = self._decoded(token, key)
        except jwt.PyJWTError as error:
            raise Unauthorized(type(error).__name__) from error
        self._check_time(claims)
        if key.endorsements and channel not in key.endorsements:
            raise Unauthorized("the key is not endorsed for this channel")
        return claims

    def _decoded(self, token: str, key: Key) -> Mapping[str, Any]:
        """Signature, issuer and audience. The hour is checked by our own clock, apart."""
        options = {
            "require": ["exp", "iss", "aud"],
            "verify_exp": False,
            "verify_nbf": False,
            "verify_iat": False,
        }
        decoded: Mapping[str, Any] = jwt.decode(
            token, key.public, ALGORITHMS, options, audience=self._app_id, issuer=ISSUER
        )
        return decoded

    def _check_time(self, claims: Mapping[str, Any]) -> None:
        now = self._now()
        if _instant(claims["exp"]) + LEEWAY <= now:
            raise Unauthorized("the token has expired")
        if "nbf" in claims and _instant(claims["nbf"]) - LEEWAY > now:
            raise Unauthorized("the token is not valid yet")

    # What a bot that is neither a skill nor a parent of skills never needs.

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> Any:
        return None

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:
        raise Unauthorized("this bot does not stream")

    async def authenticate_channel_request(self, auth_header: str) -> ClaimsIdentity:
        raise Unauthorized("this bot has no skills")

    def create_bot_framework_client(self) -> Any:
        raise Unauthorized("this bot has no skills")


class OpenGate(Gate):
    """The demo's: no tokens, but only for a client on this very machine, answering on this very machine."""

    def __init__(self, connectors: ConnectorFactory) -> None:
        self._connectors, self._hosts = connectors, Hosts(loopback=True)

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        try:
            self._hosts.check(str(activity.service_url or ""))
        except ForeignAddress as error:
            raise Forbidden(str(error)) from error
        return passed({"aud": "demo"}, self._connectors)


def passed(claims: Mapping[str, Any], connectors: ConnectorFactory) -> AuthenticateRequestResult:
    result = AuthenticateRequestResult()
    result.claims_identity = ClaimsIdentity(dict(claims), True)
    result.audience = ISSUER
    result.caller_id = CALLER
    result.connector_factory = connectors
    return result


def tenant_of(channel_data: Json) -> str:
    """The tenant an activity is from. The SDK's models lose it (they spell it ``tenantID``)."""
    tenant = channel_data.get("tenant") if isinstance(channel_data, dict) else None
    return str(tenant.get("id") or "") if isinstance(tenant, dict) else ""


def _instant(claim: Any) -> datetime:
    try:
        return datetime.fromtimestamp(float(claim), UTC)
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise Unauthorized("the token's times cannot be read") from error
