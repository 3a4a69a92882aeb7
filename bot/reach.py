"""Calls to addresses that somebody outside gave us: https only, public hosts only, no redirects, nothing read back.

The address is looked up by us and the connection goes to what was found, so a name cannot point elsewhere a moment later.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

SECONDS = 10
MOST_URL = 2000


class NotPublic(OSError):
    """An address we do not call. The words say why."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    found = ip_address(address)
    inner = getattr(found, "ipv4_mapped", None) or found
    return inner.is_global and not inner.is_multicast


def checked(url: str, allowed: Callable[[str], bool] = is_public) -> URL:
    """The address as a URL. Raises NotPublic."""
    try:
        found = URL(url)
    except ValueError:
        raise NotPublic("not an address") from None
    if found.scheme != "https" or not found.host or len(url) > MOST_URL:
        raise NotPublic("an address begins with https://")
    if found.user or found.password:
        raise NotPublic("no user name or password in an address")
    try:
        literal = ip_address(found.host)
    except ValueError:
        return found
    if not allowed(str(literal)):
        raise NotPublic("this address is not on the public internet")
    return found


class PublicOnly(AbstractResolver):
    """Looks names up and lets nothing but public addresses through."""

    def __init__(self, allowed: Callable[[str], bool] = is_public) -> None:
        self._inner, self._allowed = ThreadedResolver(), allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        public = [one for one in found if self._allowed(one["host"])]
        if not public or len(public) < len(found):
            raise NotPublic("this name does not lead to the public internet alone")
        return public

    async def close(self) -> None:
        await self._inner.close()


class Reach:
    """One session for such calls."""

    def __init__(
        self, allowed: Callable[[str], bool] = is_public, context: ssl.SSLContext | bool = True
    ) -> None:
        self._allowed, self._context = allowed, context
        self._session: ClientSession | None = None

    async def post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        """The status of the answer. Raises NotPublic, OSError, TimeoutError or ClientError."""
        target = checked(url, self._allowed)
        if self._session is None:
            connector = TCPConnector(resolver=PublicOnly(self._allowed), ssl=self._context, limit=20)
            self._session = ClientSession(connector=connector, timeout=ClientTimeout(total=SECONDS))
        async with self._session.post(target, data=body, headers=headers, allow_redirects=False) as answer:
            return answer.status

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None


FAILURES: tuple[type[Any], ...] = (OSError, TimeoutError, ClientError)
