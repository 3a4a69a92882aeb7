"""The line to Teams: one pooled HTTP client under the SDK's connector and beside it, which speaks only where it may.

The SDK's own client is synchronous requests in a few threads with a new connection each turn, and follows redirects. Its
operations (send, update, delete, create a conversation, roster) stay; what carries them is aiohttp. A non-2xx answer is
raised as ``Answered`` by both, so that ``send.py`` reads every failure in one place.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from botframework.connector import AsyncBfPipeline, BotFrameworkConnectorConfiguration
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import ConnectorFactory
from msrest.pipeline.aiohttp import AioHTTPSender
from msrest.universal_http import ClientRequest
from msrest.universal_http.async_abc import AsyncClientResponse, AsyncHTTPSender

from adapters.teams.hosts import Hosts
from adapters.teams.tokens import Tokens
from facilitation.words import Json

TIMEOUT = aiohttp.ClientTimeout(total=20.0, connect=5.0)
MOST_BODY = 4 * 1024 * 1024  # bytes of an answer; a roster page of 500 is a tenth of it
CONNECTIONS = 64
WAITS = {412: 1.0, 429: 5.0, 502: 3.0, 503: 10.0, 504: 3.0}  # seconds where Retry-After says nothing
KEPT_OPEN = 4.0  # seconds; many servers close an idle connection after 5, and a letter cut off then has an unknown fate


class Answered(Exception):
    """Teams said no. ``code`` is its own error code, ``wait`` the seconds of Retry-After."""

    def __init__(self, status: int, code: str = "", wait: float | None = None) -> None:
        super().__init__(f"{status} {code}".strip())
        self.status, self.code, self.wait = status, code, wait


class NotSent(Exception):
    """No connection was made: certainly nothing arrived."""


class CutOff(Exception):
    """The connection broke or was too slow after we spoke: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Json:
        """The body as JSON; {} where it is empty or something else."""
        try:
            return json.loads(self.body) if self.body else {}
        except ValueError:
            return {}


class Wire:
    """Opened by ``start``, closed by ``stop``."""

    def __init__(self, hosts: Hosts, tokens: Tokens) -> None:
        self.hosts, self._tokens = hosts, tokens
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEPT_OPEN)
        self._session = aiohttp.ClientSession(connector=connector, timeout=TIMEOUT, trust_env=True)

    async def stop(self) -> None:
        if self._session:
            await self._session.close()

    async def call(self, method: str, url: str, body: bytes | str | None = None) -> Answer:
        """One request with our token. Raises Answered, NotSent, CutOff, ForeignAddress or NoToken."""
        self.hosts.check(url.split("?")[0])
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if token := await self._tokens.token():
            headers["Authorization"] = f"Bearer {token}"
        answer = await self._exchange(method, url, body, headers)
        if answer.status == 401:
            self._tokens.forget()
        if not 200 <= answer.status < 300:
            raise Answered(answer.status, error_code(answer), retry_after(answer.headers))
        return answer

    async def fetch(self, url: str) -> Json:
        """A public document, without our token: Microsoft's keys. Raises OSError, TimeoutError or ValueError."""
        try:
            async with self._open().get(url, allow_redirects=False) as response:
                if response.status != 200:
                    raise ValueError(f"{response.status}")
                return json.loads(await _limited(response))
        except aiohttp.ClientError as error:
            raise OSError(type(error).__name__) from error

    async def post_json(self, url: str, body: Json) -> Json:
        return (await self.call("POST", url, json.dumps(body))).json()

    async def get_json(self, url: str) -> Json:
        return (await self.call("GET", url)).json()

    async def _exchange(
        self, method: str, url: str, body: bytes | str | None, headers: dict[str, str]
    ) -> Answer:
        try:
            async with self._open().request(
                method, url, data=body, headers=headers, allow_redirects=False
            ) as response:
                return Answer(response.status, response.headers, await _limited(response))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise CutOff(type(error).__name__) from error

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NotSent("not started")
        return self._session


async def _limited(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > MOST_BODY:
            raise aiohttp.ClientPayloadError("answer too long")
    return bytes(body)


def error_code(answer: Answer) -> str:
    """Teams' error code: ``{"error": {"code": …}}``, some services ``{"errorCode": …}``."""
    said = answer.json()
    error = said.get("error") if isinstance(said, dict) else None
    if isinstance(error, dict):
        inner = error.get("innerHttpError")
        return str(error.get("code") or (inner.get("statusCode") if isinstance(inner, dict) else "") or "")
    return str(said.get("errorCode") or "") if isinstance(said, dict) else ""


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of Retry-After; None when absent or a date (Teams sends seconds)."""
    try:
        return max(float(headers.get("Retry-After", "")), 0.0)
    except ValueError:
        return None


# --- under the SDK's connector ---------------------------------------------------------------------------------


class _Reply(AsyncClientResponse):
    """Our answer in the shape msrest reads."""

    def __init__(self, request: ClientRequest, answer: Answer) -> None:
        super().__init__(request, answer)
        self.status_code, self.reason = (
            200,
            "",
        )  # the operations know 200 to 202 only; all else is already raised
        self.headers = {"content-type": "application/json"}
        self._body = json.dumps(answer.json()).encode()

    def body(self) -> bytes:
        return self._body

    def raise_for_status(self) -> None:
        """Already raised as Answered."""


class _Driver(AsyncHTTPSender):
    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def send(self, request: ClientRequest, **config: Any) -> AsyncClientResponse:
        return _Reply(request, await self._wire.call(request.method, request.url, request.data))

    async def __aexit__(self, *details: object) -> None:
        """The wire is closed by whoever opened it."""


# The SDK insists on credentials that are not None, and signs synchronously with any that are true. The wire signs.
_UNSIGNED = ()


class Connectors(ConnectorFactory):
    """The SDK's connector clients, one for each service URL, all on one wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._made: dict[str, ConnectorClient] = {}
        self._making = asyncio.Lock()

    async def create(self, service_url: str, audience: str | None = None) -> ConnectorClient:
        url = self._wire.hosts.check(service_url)
        async with self._making:
            if url not in self._made:
                self._made[url] = self._make(url)
            return self._made[url]

    def _make(self, url: str) -> ConnectorClient:
        sender = AioHTTPSender(_Driver(self._wire))
        config = BotFrameworkConnectorConfiguration(
            _UNSIGNED, url, pipeline_type=AsyncBfPipeline, sender=sender
        )
        return ConnectorClient(_UNSIGNED, url, custom_configuration=config)
