"""Which addresses we speak to: Microsoft's Bot Connector and nobody else, whatever an activity or a stored row says.

A service URL arrives in the activity and is kept for later, so it is checked each time it is used: a forged or a stale
one would hand our token to a stranger (server-side request forgery).
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

# "Azure Bot Service – firewall and service URLs" and the sovereign clouds' pages.
CONNECTORS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
FAMILIES = (".botframework.com", ".botframework.azure.us")


class ForeignAddress(PermissionError):
    """A service URL that is not Teams'. The words name the host only."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """The allow-list. ``origins`` adds exact origins; with ``loopback`` (the demo) it is this machine and nobody else."""

    origins: frozenset[str] = frozenset()
    loopback: bool = False

    def check(self, url: str) -> str:
        """The URL without a trailing slash. Raises ForeignAddress."""
        if not self.allow(url):
            raise ForeignAddress(f"{_host(url) or 'no host'} is not a Teams service address")
        return url.rstrip("/")

    def allow(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.query or parts.fragment:
            return False
        if self.loopback:
            return is_loopback(host)
        if f"{parts.scheme}://{parts.netloc}" in self.origins:
            return True
        known = host in CONNECTORS or host.endswith(FAMILIES)
        return parts.scheme == "https" and known and port in (None, 443)


def is_loopback(host: str) -> bool:
    """Whether a host names this very machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
