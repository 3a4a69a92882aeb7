"""The token we speak to Teams with: fetched off the event loop, kept until it is nearly spent, one fetch at a time.

The SDK asks for a new one each turn, synchronously (three turns stalled the loop for 831 ms). MSAL, the same library it
uses, does the asking here too, in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msal
import requests

SCOPE = "https://api.botframework.com"
LOGIN = "https://login.microsoftonline.com"
EARLY = timedelta(minutes=5)  # no token is used in its last minutes
AHEAD = timedelta(minutes=20)  # with this much left, a new one is fetched while the old one still serves
PATIENCE = 10.0  # seconds for the token endpoint

Acquire = Callable[[], Mapping[str, Any]]
"""Ask for a token, blocking; what MSAL answers: ``access_token`` and ``expires_in``, or ``error``."""


class NoToken(Exception):
    """No token to speak with. ``code`` is Entra's error code, safe to show; ``final`` when asking again cannot help."""

    def __init__(self, code: str, final: bool) -> None:
        super().__init__(code)
        self.code = code
        self.final = final


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    until: datetime


class Patient(requests.Session):
    """A session that waits for nobody for ever."""

    def request(self, *args: Any, **named: Any) -> requests.Response:
        named.setdefault("timeout", PATIENCE)
        return super().request(*args, **named)


def with_secret(
    app_id: str,
    password: str,
    tenant: str,
    login: str = LOGIN,
    session: Callable[[], requests.Session] = Patient,
) -> Acquire:
    """A single-tenant app with a client secret."""

    def acquire() -> Mapping[str, Any]:
        with session() as http:
            application = msal.ConfidentialClientApplication(  # made anew: what Teams refused must not come from its cache
                app_id,
                client_credential=password,
                authority=f"{login}/{tenant}",
                instance_discovery=login == LOGIN,
                http_client=http,
            )
            answer: Mapping[str, Any] = application.acquire_token_for_client(scopes=[f"{SCOPE}/.default"])
        return answer

    return acquire


def with_managed_identity(client_id: str) -> Acquire:
    """A user-assigned managed identity of the Azure resource the bot runs on: no secret to keep."""

    def acquire() -> Mapping[str, Any]:
        identity = msal.UserAssignedManagedIdentity(client_id=client_id)
        with Patient() as http:
            client = msal.ManagedIdentityClient(identity, http_client=http)
            answer: Mapping[str, Any] = client.acquire_token_for_client(resource=SCOPE)
        return answer

    return acquire


def nothing() -> Mapping[str, Any]:
    """The demo's: the Agents Playground wants no token."""
    return {"access_token": "", "expires_in": 10**9}


class Tokens:
    """One token for everybody who speaks."""

    def __init__(self, acquire: Acquire, now: Callable[[], datetime]) -> None:
        self._acquire, self._now = acquire, now
        self._token: Token | None = None
        self._fetching: asyncio.Task[Token] | None = None

    async def token(self) -> str:
        """A token good for some minutes yet. Raises NoToken."""
        held = self._token
        left = held.until - self._now() if held else timedelta(0)
        if held and left > EARLY:
            if left < AHEAD:
                self._start()
            return held.value
        return (await asyncio.shield(self._start())).value

    def forget(self) -> None:
        """Teams refused it: the next one is asked for anew."""
        self._token = None

    async def stop(self) -> None:
        """Wait for a fetch under way, whatever becomes of it."""
        if self._fetching:
            await asyncio.wait([self._fetching])

    def _start(self) -> asyncio.Task[Token]:
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(_seen)
        return self._fetching

    async def _fetch(self) -> Token:
        try:
            answer = await asyncio.to_thread(self._acquire)
        except (requests.RequestException, ValueError, msal.ManagedIdentityError) as error:
            raise NoToken(type(error).__name__, final=False) from error
        if "access_token" not in answer:
            code = str(answer.get("error") or "no token")
            raise NoToken(code, final=code in FINAL)
        self._token = Token(
            answer["access_token"], self._now() + timedelta(seconds=float(answer.get("expires_in", 0)))
        )
        return self._token


FINAL = frozenset(
    {"invalid_client", "unauthorized_client", "invalid_request", "invalid_grant", "invalid_scope"}
)


def _seen(task: asyncio.Task[Token]) -> None:
    """A fetch ahead of need has nobody waiting: its failure shows when the token is needed, so it is only noted here."""
    if not task.cancelled():
        task.exception()
