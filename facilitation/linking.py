"""One person in two chats, one community in two places: linked by a code or a verified e-mail, undone at any time."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from facilitation.community import Community, MemberJoined, MemberLeft, RoleTaken
from facilitation.membership import tell
from facilitation.voice import linking as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Change,
    ChannelId,
    Command,
    CommunityId,
    Decision,
    Entry,
    Given,
    Heading,
    Letter,
    Message,
    Part,
    PersonId,
    Press,
    Profile,
    Prose,
    Redraw,
    Small,
    Tell,
    Typed,
    Who,
    ask_roster,
)

LASTS = timedelta(minutes=10)


# --- what is looked at, and what is kept -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Code:
    """A code that somebody made: who, and until when it works."""

    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True)
class Linking:
    """What the rules look at. ``mine`` are the communities of whoever asks, ``theirs`` of whoever they link with."""

    joined: bool = False  # this organisation uses more than one chat
    others: tuple[PersonId, ...] = ()  # the same person elsewhere
    code: Code | None = None
    twin: PersonId | None = None  # who has the same verified e-mail elsewhere, and never said no
    mine: tuple[Community, ...] = ()
    theirs: tuple[Community, ...] = ()
    here: Community | None = None


@dataclass(frozen=True, slots=True)
class CodeMade(Change):
    digest: str
    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True)
class CodeSpent(Change):
    digest: str


@dataclass(frozen=True, slots=True)
class PeopleLinked(Change):
    """``alias`` is known as ``person`` from now on."""

    person: PersonId
    alias: PersonId


@dataclass(frozen=True, slots=True)
class PeopleUnlinked(Change):
    """Everybody known as ``person`` is themselves again, and is not linked by e-mail any more."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class MailSeen(Change):
    """A verified e-mail address, kept as a digest only."""

    person: PersonId
    digest: str


@dataclass(frozen=True, slots=True)
class CommunityBrought(Change):
    """A community lives in one more channel, on another platform."""

    community: CommunityId
    channel: ChannelId


# --- small facts -----------------------------------------------------------------------------------------------


def platform_of(identity: str) -> str:
    """What stands in front of every id."""
    return identity.partition(":")[0]


def code_of(new_id: str) -> str:
    """Forty random bits as eight letters that are easily read aloud: ``ABCD-2345``."""
    letters = base64.b32encode(bytes.fromhex(new_id[-10:])).decode()
    return f"{letters[:4]}-{letters[4:]}"


def digest_of(words: str) -> str:
    """What is kept instead of a code or an e-mail address."""
    plain = "".join(one for one in words.casefold() if not one.isspace() and one != "-")
    return hashlib.sha256(plain.encode()).hexdigest()[:40]


def typed_code(arrival: Arrival) -> str:
    """What was typed after ``link``, '' for nothing."""
    assert isinstance(arrival.what, Command)
    return arrival.what.words.partition(" ")[2].strip()


# --- linking ---------------------------------------------------------------------------------------------------


def link(arrival: Arrival, picture: Linking, given: Given) -> Decision:
    """``link`` makes a code; ``link CODE`` in the other chat asks whether its maker is the same person."""
    if not picture.joined:
        return Decision((tell(say.ALONE),))
    if typed_code(arrival):
        return _ask_whether(arrival, picture, given)
    if picture.others:
        return Decision((tell(say.LINKED_ALREADY, say.UNDO, parts=_bring_buttons(arrival, picture)),))
    code = code_of(given.new_id())
    parts: tuple[Part, ...] = (
        Heading(say.HEADING),
        Prose((say.CODE(code=Typed(code)),)),
        *_bring_buttons(arrival, picture),
        Small((say.WHAT_FOR, say.UNDO)),
    )
    made = CodeMade(digest_of(code), arrival.person, given.now + LASTS)
    return Decision((Tell(Message(say.HEADING, parts)),), changes=(made,))


def _ask_whether(arrival: Arrival, picture: Linking, given: Given) -> Decision:
    refusal = _refused(arrival, picture, given)
    if refusal is not None:
        return refusal
    assert picture.code is not None
    digest = digest_of(typed_code(arrival))
    buttons = (
        Button(say.THAT_IS_ME, "linking.confirm", (digest,), "primary"),
        Button(say.NOT_ME, "linking.decline", (digest,)),
    )
    said = say.MADE_BY(who=Who(picture.code.person))
    return Decision(
        (Tell(Message(said, (Prose((said,)), Buttons(buttons), Small((say.WHAT_FOR, say.UNDO))))),)
    )


def _refused(arrival: Arrival, picture: Linking, given: Given) -> Decision | None:
    """Why this code links nobody; None when it may."""
    code = picture.code
    if code is None or code.until <= given.now:
        return Decision((tell(say.NO_CODE),))
    if picture.others:
        return Decision((tell(say.YOURS_TWICE, say.UNDO),))
    same = platform_of(code.person) == platform_of(arrival.person)
    return Decision((tell(say.SAME_CHAT),)) if same else None


def confirm(arrival: Arrival, picture: Linking, given: Given) -> Decision:
    """They said the maker of the code is themselves."""
    refusal = _refused(arrival, picture, given)
    if refusal is not None:
        return refusal
    assert picture.code is not None and isinstance(arrival.what, Press)
    linked = _linked(picture.code.person, arrival.person, picture.mine, picture.theirs)
    spent = CodeSpent(arrival.what.args[0])
    told = Redraw(Message(say.LINKED, (Prose((say.LINKED, say.UNDO)),)))
    return replace(linked, replies=(told,), changes=(spent, *linked.changes))


def decline(arrival: Arrival, picture: Linking, given: Given) -> Decision:
    """They said it is somebody else. The code is spent, since it reached the wrong person."""
    assert isinstance(arrival.what, Press)
    told = Redraw(Message(say.LEFT_ALONE, (Prose((say.LEFT_ALONE,)),)))
    return Decision((told,), changes=(CodeSpent(arrival.what.args[0]),))


def hear_profile(arrival: Arrival, picture: Linking, given: Given) -> Decision:
    """A platform told somebody's e-mail address, which it has verified. Guests and bots are not linked by it."""
    told = arrival.what
    assert isinstance(told, Profile)
    if not picture.joined or not told.email or told.is_guest or told.is_bot or told.deactivated:
        return NOTHING
    seen = MailSeen(arrival.person, digest_of(told.email))
    if picture.twin is None or picture.others:
        return Decision(changes=(seen,))
    linked = _linked(picture.twin, arrival.person, picture.mine, picture.theirs)
    parts = (Prose((say.BY_MAIL,)), Buttons((Button(say.UNLINK, "linking.unlink"),)), Small((say.WHAT_FOR,)))
    letter = Letter(
        f"linked:{arrival.person}:{given.now:%Y-%m-%d}",
        picture.twin,
        Message(say.BY_MAIL, parts),
        "linking.told",
    )
    return replace(linked, letters=(letter,), changes=(seen, *linked.changes))


def _linked(
    person: PersonId, alias: PersonId, mine: Iterable[Community], theirs: Iterable[Community]
) -> Decision:
    """From now on they are one: whatever the second was in, the first is in."""
    known = {community.id for community in theirs}
    moves = [change for one in mine for change in _moved(one, person, alias, one.id in known)]
    entry = Entry("linking.linked", person, (("platform", platform_of(alias)),), person)
    return Decision(entries=(entry,), changes=(PeopleLinked(person, alias), *moves))


def _moved(community: Community, person: PersonId, alias: PersonId, is_in: bool) -> list[Change]:
    moves: list[Change] = [] if is_in else [MemberJoined(community.id, person)]
    if community.is_convened_by(alias) and not community.is_convened_by(person):
        moves.append(RoleTaken(community.id, person, "convener"))
    return [*moves, MemberLeft(community.id, alias)]


def unlink(arrival: Arrival, picture: Linking, given: Given) -> Decision:
    """Two people again."""
    if not picture.others:
        return Decision((tell(say.NOT_LINKED),))
    entry = Entry("linking.unlinked", arrival.person, person=arrival.person)
    return Decision((tell(say.UNLINKED),), entries=(entry,), changes=(PeopleUnlinked(arrival.person),))


# --- one community in two places -------------------------------------------------------------------------------


def _bring_buttons(arrival: Arrival, picture: Linking) -> tuple[Buttons, ...]:
    """Conveners may bring a community into the channel where they ask, when it has none on this platform."""
    asked = arrival.what
    assert isinstance(asked, Command)
    if asked.private or asked.channel is None or picture.here is not None:
        return ()
    may = [one for one in picture.mine if _may_bring(one, arrival.person, asked.channel)]
    buttons = tuple(
        Button(say.BRING(name=Typed(one.name)), "linking.bring", (one.id, asked.channel)) for one in may[:5]
    )
    return (Buttons(buttons),) if buttons else ()


def _may_bring(community: Community, person: PersonId, channel: ChannelId) -> bool:
    elsewhere = all(platform_of(one) != platform_of(channel) for one in community.channels)
    return elsewhere and community.is_convened_by(person)


def bring(arrival: Arrival, picture: Linking, given: Given) -> Decision:
    """A convener brings a community into this channel."""
    assert isinstance(arrival.what, Press)
    wanted, channel = arrival.what.args
    if picture.here is not None:
        return Decision((tell(say.TAKEN),))
    found = next((one for one in picture.mine if one.id == wanted), None)
    if found is None or not _may_bring(found, arrival.person, channel):
        return Decision((tell(say.NOT_YOURS),))
    brought = say.BROUGHT(name=Typed(found.name))
    return Decision(
        (Tell(Message(brought)),),
        letters=(Letter(f"brought:{found.id}:{channel}", channel, Message(brought), "community.news"),),
        wakes=(ask_roster(channel, given.now),),
        entries=(
            Entry("community.brought", found.id, (("platform", platform_of(channel)),), arrival.person),
        ),
        changes=(CommunityBrought(found.id, channel),),
    )


# --- the same thing under other ids ----------------------------------------------------------------------------


def renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """The same value with these ids in place of those, wherever they stand alone: in arrivals, messages, letters."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(one, ids) for one in value)
    if isinstance(value, Mapping):
        return {name: renamed(one, ids) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        new = {one.name: renamed(getattr(value, one.name), ids) for one in fields(value)}
        return type(value)(**new)
    return value
