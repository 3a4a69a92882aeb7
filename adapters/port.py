"""What the house asks of a platform, and what a platform tells it back: the one page to read before adding another.

A platform translates. It turns what reaches it into ``words.Arrival``, hands that to ``receive``, acknowledges only
once ``receive`` has returned (by then everything is kept), and then draws the replies. The postman hands it letters
one at a time with ``send`` and writes down the outcome; pacing, repeats and leases are the postman's, never ours.
Ids carry the platform's name in front (``slack:T01``, ``teams:29:abc``) from the door inwards.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from aiohttp import web

from adapters.gallery import Gallery
from facilitation.voice.catalogue import Translation, untranslated
from facilitation.words import (
    Arrival,
    ChannelId,
    Json,
    Message,
    MessageRef,
    PersonId,
    Profile,
    Reply,
    WorkspaceId,
)

Receive = Callable[[Arrival], Awaitable[tuple[Reply, ...]]]
"""Keep an arrival and say what to reply. When it raises, nothing was kept: do not acknowledge, the platform repeats."""


Anew = Callable[[Message], tuple[str, tuple[str, ...]] | None]
"""The press (action, arguments) that draws a message as things stand now and changes nothing; None where none does."""


class Malformed(Exception):
    """A delivery that cannot be read. ``what`` says which part, without quoting it. Answer 400, never 500."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Crowded(Exception):
    """More arrives from one workspace than this house takes: not kept, to come again in ``seconds``. Answer 429."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.1f} s")
        self.seconds = seconds


class Unavailable(Exception):
    """A list could not be read to its end: what came before is not all of it. Ask again in ``seconds``."""

    def __init__(self, why: str, seconds: float) -> None:
        super().__init__(why)
        self.why = why
        self.seconds = seconds


# --- for whom we draw ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom something is drawn. ``names`` holds the people it may have to name without ringing them."""

    language: str = "en"  # BCP 47
    zone: str = "UTC"  # IANA
    names: Mapping[PersonId, str] = field(default_factory=dict)
    translate: Translation = untranslated
    pictures: Gallery | None = None  # where a picture that we draw can be fetched; None: nowhere


class Readers(Protocol):
    """Who reads there, with the names of ``named``. Asked for every reply that is drawn: keep it cheap, cache it."""

    async def __call__(
        self, workspace: WorkspaceId, to: PersonId | ChannelId, named: Collection[PersonId]
    ) -> Reader: ...


# --- one letter out, one outcome back --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One letter, ready to go. At most one of ``edits`` and ``deletes`` is set: a message delivered earlier.

    ``mark`` is a random id that says nothing; where the platform can, the message carries it, so that ``look`` finds it.
    """

    workspace: WorkspaceId
    to: PersonId | ChannelId
    message: Message
    mark: str
    reader: Reader = field(default_factory=Reader)
    thread: MessageRef | None = None
    edits: MessageRef | None = None
    deletes: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is there. Keep ``message``: later edits and deletes name it (its channel is the direct conversation's id)."""

    message: MessageRef


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never arrive. ``reason`` is the platform's code; ``tell`` says to an admin what would help.

    ``whom`` the refusal concerns: ``person``, ``channel``, ``workspace`` (every letter there will be refused until an
    admin acts) or ``message`` (this letter alone).
    """

    reason: str
    whom: str
    tell: str


@dataclass(frozen=True, slots=True)
class Later:
    """The platform asked us to wait. ``everyone``: it concerns the whole workspace, not this conversation alone."""

    seconds: float
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Cut off while sending: it may or may not be there. ``look`` may tell, else the letter's ``fate`` decides."""

    why: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Looked for and not there: sending it again cannot double it."""


Outcome = Delivered | Refused | Later | Unknown
Seen = Delivered | Absent | Refused | Later | Unknown


# --- what an admin is told -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of ``evener doctor``: what was looked at, whether it is well, and what to do when it is not."""

    what: str
    well: bool
    do: str = ""


# --- what a platform keeps for itself --------------------------------------------------------------------------


class Keyring(Protocol):
    """Secrets a platform needs to speak in a workspace (Slack tokens, Teams conversation references), encrypted at rest.

    ``key`` is a workspace id, or an organisation's where an install covers many. A record is a JSON object whose content
    only the platform reads. ``save`` replaces; ``load`` sees what any replica saved last.
    """

    async def load(self, key: WorkspaceId) -> Mapping[str, Json] | None: ...

    async def save(self, key: WorkspaceId, record: Mapping[str, Json]) -> None: ...

    async def forget(self, key: WorkspaceId) -> None: ...

    async def keys(self, platform: str) -> Sequence[WorkspaceId]: ...


# --- the platform itself ---------------------------------------------------------------------------------------


@runtime_checkable
class Platform(Protocol):
    """A chat platform as the house sees it. What a network or a person may do wrong is an outcome, not an exception.

    Only the two lists raise (``Unavailable``), so that half a list is never taken for the whole.
    """

    @property
    def name(self) -> str:
        """``slack`` or ``teams``: what ids start with."""
        ...

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """The HTTP routes it wants on the one aiohttp application; empty where it dials out (Socket Mode)."""
        ...

    async def start(self) -> None:
        """Begin to take arrivals (open sockets, warm caches)."""
        ...

    async def stop(self) -> None:
        """Take no more, and return when every acknowledged arrival has its reply."""
        ...

    def forget(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        """These people (nobody named: the whole workspace) were erased: remember nothing of them in this process."""
        ...

    def is_ready(self) -> bool:
        """Whether arrivals can reach us now; ``/readyz`` asks."""
        ...

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Carry one letter out once. Never repeats by itself."""
        ...

    async def look(self, outgoing: Outgoing, since: datetime) -> Seen:
        """Whether a letter of unknown fate, handed over at ``since``, is there. Unknown where it cannot tell."""
        ...

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile | None:
        """What the platform tells about one person; None when it does not know them or cannot be asked now."""
        ...

    def people(self, workspace: WorkspaceId) -> AsyncIterator[tuple[PersonId, Profile]]:
        """Everybody in the workspace, page by page."""
        ...

    def members(self, workspace: WorkspaceId, channel: ChannelId) -> AsyncIterator[PersonId]:
        """Everybody in a channel, page by page; nobody when we are not in it."""
        ...

    async def shielded(
        self, workspace: WorkspaceId, people: Sequence[PersonId], now: datetime
    ) -> Mapping[PersonId, datetime]:
        """Who of these has the platform's own do-not-disturb on at ``now``, and until when (UTC). {} where it cannot tell."""
        ...

    async def examine(self) -> Sequence[Finding]:
        """Reach the platform with what we were given and say what an admin has to mend. No secrets in the words."""
        ...
