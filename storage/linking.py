"""Which chats are one organisation, who is the same person in them, and the codes and digests that prove it.

A platform's workspace that was joined to another lives on under the other's id: everything is kept there. People are
known by one of their ids; the others are aliases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Index, String, Table, and_, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.linking import (
    Code,
    CodeMade,
    CodeSpent,
    CommunityBrought,
    Linking,
    MailSeen,
    PeopleLinked,
    PeopleUnlinked,
    digest_of,
    platform_of,
    typed_code,
)
from facilitation.words import Arrival, Command, PersonId, Press, Profile, WorkspaceId
from storage.community import community_channels, load_communities_of, load_community_of_channel
from storage.dialect import insert, insert_once, upsert
from storage.membership import touched
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

workspace_links = Table(
    "workspace_links",
    metadata,
    workspace_key(),
    Column("home_id", String(80), nullable=False),
    Column("joined_at", Instant, nullable=False),
    Index("ix_workspace_links_home_id", "home_id"),
)

person_links = Table(
    "person_links",
    metadata,
    workspace_key(),
    Column("alias_id", String(120), primary_key=True),
    Column("person_id", String(120), nullable=False),
    Column("used_at", Instant),
    Index("ix_person_links_person_id", "workspace_id", "person_id"),
)

link_codes = Table(
    "link_codes",
    metadata,
    workspace_key(),
    Column("digest", String(40), primary_key=True),
    Column("person_id", String(120), nullable=False),
    Column("until", Instant, nullable=False),
)

mail_digests = Table(
    "mail_digests",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("digest", String(40), nullable=False),
    Column("refused", Boolean, nullable=False, default=False),
    Index("ix_mail_digests_digest", "workspace_id", "digest"),
)

CODES_KEPT = timedelta(days=1)


# --- keeping ---------------------------------------------------------------------------------------------------

_JOIN = upsert(workspace_links)
_CODE = upsert(link_codes)
_OLD_CODES = delete(link_codes).where(
    link_codes.c.workspace_id == bindparam("workspace"), link_codes.c.until < bindparam("before")
)
_SPEND = delete(link_codes).where(
    link_codes.c.workspace_id == bindparam("workspace"), link_codes.c.digest == bindparam("spent")
)
_LINK = upsert(person_links)
_UNLINK = delete(person_links).where(
    person_links.c.workspace_id == bindparam("workspace"), person_links.c.person_id == bindparam("person")
)
_OWN = select(person_links.c.alias_id).where(
    person_links.c.workspace_id == bindparam("workspace"), person_links.c.person_id == bindparam("person")
)
_REFUSE = (
    update(mail_digests)
    .where(
        mail_digests.c.workspace_id == bindparam("workspace"),
        (mail_digests.c.person_id == bindparam("person"))
        | mail_digests.c.person_id.in_(_OWN.scalar_subquery()),
    )
    .values(refused=True)
)
_MAIL = insert(mail_digests)
_SEE_MAIL = _MAIL.on_conflict_do_update(
    index_elements=["workspace_id", "person_id"], set_={"digest": _MAIL.excluded.digest}
)
_BIND = insert_once(community_channels)
_USED = (
    update(person_links)
    .where(
        person_links.c.workspace_id == bindparam("workspace"), person_links.c.alias_id == bindparam("alias")
    )
    .values(used_at=bindparam("at", type_=Instant))
)


@writes.register
def _make_code(change: CodeMade, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {
        "workspace_id": workspace,
        "digest": change.digest,
        "person_id": change.person,
        "until": change.until,
    }
    return [Write(_OLD_CODES, {"workspace": workspace, "before": now - CODES_KEPT}), Write(_CODE, row)]


@writes.register
def _spend_code(change: CodeSpent, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_SPEND, {"workspace": workspace, "spent": change.digest})]


@writes.register
def _link(change: PeopleLinked, workspace: WorkspaceId, now: datetime) -> list[Write]:
    """Both ids get a row, so that the chat used last is known for each; whoever was just there comes first."""
    both = ((change.person, None), (change.alias, now))
    return [
        Write(
            _LINK, {"workspace_id": workspace, "alias_id": one, "person_id": change.person, "used_at": used}
        )
        for one, used in both
    ]


@writes.register
def _unlink(change: PeopleUnlinked, workspace: WorkspaceId, now: datetime) -> list[Write]:
    who = {"workspace": workspace, "person": change.person}
    return [Write(_REFUSE, who), Write(_UNLINK, who)]


@writes.register
def _see_mail(change: MailSeen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "person_id": change.person, "digest": change.digest, "refused": False}
    return [Write(_SEE_MAIL, row)]


@writes.register
def _bring(change: CommunityBrought, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "channel_id": change.channel, "community_id": change.community}
    return [Write(_BIND, row), touched(workspace, change.community)]


# --- loading ---------------------------------------------------------------------------------------------------

_HOMES = select(workspace_links.c.home_id).where(workspace_links.c.workspace_id == bindparam("workspace"))
_JOINED = select(workspace_links.c.workspace_id).where(workspace_links.c.home_id == bindparam("home"))
_ALIASES = select(person_links).where(person_links.c.workspace_id == bindparam("workspace"))
_CODE_OF = select(link_codes).where(
    link_codes.c.workspace_id == bindparam("workspace"), link_codes.c.digest == bindparam("digest")
)
_SAME = person_links.alias()
_OTHERS = select(_SAME.c.alias_id).where(
    _SAME.c.workspace_id == bindparam("workspace"),
    _SAME.c.person_id.in_(
        select(person_links.c.person_id)
        .where(
            person_links.c.workspace_id == bindparam("workspace"),
            person_links.c.alias_id == bindparam("person"),
        )
        .scalar_subquery()
    ),
    _SAME.c.alias_id != bindparam("person"),
)
_TWINS = select(mail_digests.c.person_id).where(
    mail_digests.c.workspace_id == bindparam("workspace"),
    mail_digests.c.digest == bindparam("digest"),
    mail_digests.c.person_id != bindparam("person"),
    and_(mail_digests.c.refused.is_(False)),
)
_REFUSED = select(mail_digests.c.refused).where(
    mail_digests.c.workspace_id == bindparam("workspace"), mail_digests.c.person_id == bindparam("person")
)


async def join_workspaces(
    connection: AsyncConnection, workspace: WorkspaceId, home: WorkspaceId, now: datetime
) -> None:
    """From now on ``workspace`` is the same organisation as ``home``, and is kept under its id."""
    await connection.execute(_JOIN, {"workspace_id": workspace, "home_id": home, "joined_at": now})


async def load_link(connection: AsyncConnection, arrival: Arrival) -> Linking:
    """The picture for ``link`` and for the press that confirms a code."""
    workspace, person = arrival.workspace, arrival.person
    joined = await _is_joined(connection, workspace)
    if not joined:
        return Linking()
    code = await _code(connection, workspace, _digest_in(arrival))
    return Linking(
        joined,
        await _others(connection, workspace, person),
        code,
        mine=await load_communities_of(connection, workspace, person),
        theirs=await load_communities_of(connection, workspace, code.person) if code else (),
        here=await load_community_of_channel(connection, workspace, _channel_in(arrival)),
    )


async def load_profile_link(connection: AsyncConnection, arrival: Arrival) -> Linking:
    """The picture for somebody's profile: who else has their e-mail address, on another platform."""
    workspace, person = arrival.workspace, arrival.person
    assert isinstance(arrival.what, Profile)
    if not arrival.what.email or not await _is_joined(connection, workspace):
        return Linking()
    twin = await _twin(connection, workspace, person, digest_of(arrival.what.email))
    return Linking(
        True,
        await _others(connection, workspace, person),
        twin=twin,
        mine=await load_communities_of(connection, workspace, person) if twin else (),
        theirs=await load_communities_of(connection, workspace, twin) if twin else (),
    )


def _digest_in(arrival: Arrival) -> str:
    match arrival.what:
        case Command():
            return digest_of(typed_code(arrival)) if typed_code(arrival) else ""
        case Press(args=(digest, *_)):
            return digest
        case _:
            return ""


def _channel_in(arrival: Arrival) -> str | None:
    match arrival.what:
        case Press(action="linking.bring", args=(_, channel)):
            return channel
        case Command(channel=channel) | Press(channel=channel):
            return channel
        case _:
            return None


async def _is_joined(connection: AsyncConnection, workspace: WorkspaceId) -> bool:
    return await connection.scalar(_JOINED.limit(1), {"home": workspace}) is not None


async def _code(connection: AsyncConnection, workspace: WorkspaceId, digest: str) -> Code | None:
    if not digest:
        return None
    row = (await connection.execute(_CODE_OF, {"workspace": workspace, "digest": digest})).first()
    return Code(row.person_id, row.until) if row else None


async def _others(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId
) -> tuple[PersonId, ...]:
    rows = await connection.execute(_OTHERS, {"workspace": workspace, "person": person})
    return tuple(sorted(row.alias_id for row in rows))


async def _twin(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId, digest: str
) -> PersonId | None:
    """The one other person with this address on another platform; nobody when several have it or either said no."""
    who = {"workspace": workspace, "person": person}
    if await connection.scalar(_REFUSED, who):
        return None
    rows = (await connection.execute(_TWINS, who | {"digest": digest})).scalars()
    found = [one for one in rows if platform_of(one) != platform_of(person)]
    return found[0] if len(found) == 1 else None


# --- who is whom, remembered -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aliases:
    """The links of one organisation. ``homes``: where each joined workspace is kept; ``workspaces`` by platform."""

    home: WorkspaceId
    workspaces: Mapping[str, WorkspaceId] = field(default_factory=dict)
    person_of: Mapping[PersonId, PersonId] = field(default_factory=dict)
    used: Mapping[PersonId, tuple[PersonId, ...]] = field(
        default_factory=dict
    )  # ids by person, used last first

    def inward(self) -> Mapping[PersonId, PersonId]:
        """Alias → the id everything is kept under."""
        return {alias: person for alias, person in self.person_of.items() if alias != person}

    def outward(self, platform: str) -> Mapping[PersonId, PersonId]:
        """The id everything is kept under → the same person's id on one platform."""
        return {
            person: alias
            for alias, person in self.person_of.items()
            if alias != person and platform_of(alias) == platform
        }

    def where(self, to: str) -> tuple[WorkspaceId, str]:
        """The platform's workspace and id by which somebody or some place is reached now."""
        here = self.used.get(to, (to,))[0]
        return self.workspaces.get(platform_of(here), self.home), here


async def load_home(connection: AsyncConnection, workspace: WorkspaceId) -> WorkspaceId:
    """Where this workspace is kept: under another's id when it was joined, else under its own."""
    return await connection.scalar(_HOMES, {"workspace": workspace}) or workspace


async def load_aliases(connection: AsyncConnection, home: WorkspaceId) -> Aliases:
    """Everything that is linked in one organisation."""
    joined = (await connection.execute(_JOINED, {"home": home})).scalars().all()
    rows = (await connection.execute(_ALIASES, {"workspace": home})).all() if joined else []
    workspaces = {platform_of(one): one for one in (home, *joined)}
    used: dict[PersonId, list[Any]] = {}
    for row in rows:
        used.setdefault(row.person_id, []).append(row)
    return Aliases(
        home,
        workspaces,
        {row.alias_id: row.person_id for row in rows},
        {person: tuple(row.alias_id for row in sorted(mine, key=_latest)) for person, mine in used.items()},
    )


def _latest(row: Any) -> tuple[float, str]:
    return (-row.used_at.timestamp() if row.used_at else 0.0, row.alias_id)


async def resolve(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId
) -> tuple[WorkspaceId, PersonId]:
    """The workspace and person under which everything about them is kept."""
    home = await load_home(connection, workspace)
    return home, (await load_aliases(connection, home)).person_of.get(person, person)


async def note_use(connection: AsyncConnection, home: WorkspaceId, alias: PersonId, at: datetime) -> None:
    """Somebody linked was here just now: this is the chat they used last."""
    await connection.execute(_USED, {"workspace": home, "alias": alias, "at": at})
