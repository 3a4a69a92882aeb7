"""A community's picture for its nudges: what each feature keeps, counted; what nobody keeps stays empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Table, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community, Stage
from facilitation.nudges import talk as of_talk
from facilitation.nudges.came import CAME
from facilitation.nudges.picture import Held, Picture, Problem, Reading, SponsorSeen, Told, Try
from facilitation.people import Person
from facilitation.pulse.statistics import Estimate, mean_estimate
from facilitation.words import Arrival, CommunityId, PersonId, WorkspaceId
from storage.clinic import clinics
from storage.community import load_communities, members
from storage.convener import convener_terms
from storage.experiment import experiments
from storage.gathering import gatherings
from storage.hours import hour_of
from storage.introduction import introductions
from storage.ledger import ledger
from storage.meant import meant_by
from storage.outbox import DELIVERED, letters
from storage.people import load_people
from storage.periphery import suggestions
from storage.problem import problems
from storage.pulse import pulse_figures, pulse_waves
from storage.resource import requests
from storage.story import stories, story_copies
from storage.tables import Instant
from storage.threads import load_channel_talk, load_earlier
from storage.values import member_values
from storage.welcome import welcomes

TWO_MONTHS, FOUR_WEEKS = timedelta(days=60), timedelta(days=28)
MEASURES = {"EF": "efficacy", "SU": "support", "VA": "values"}
CLOSED_PROBLEMS = ("solved", "handed back", "let go")

# --- questions, one of each kind for every table that knows a community -------------------------------------------------


def _of(table: Table, *more: Any, order: Any = None) -> Any:
    """Rows of one community, in an order that no database decides."""
    statement = select(table).where(
        table.c.workspace_id == bindparam("workspace"), table.c.community_id == bindparam("community"), *more
    )
    return statement.order_by(*(() if order is None else (order,)), *table.primary_key)


_VALUES = _of(member_values)
_TERMS = _of(convener_terms)
_GATHERINGS = _of(gatherings, order=gatherings.c.at)
_REQUESTS = _of(requests, requests.c.state == "open", order=requests.c.at)
_STORIES = _of(stories, stories.c.state == "published", order=stories.c.published_at)
_TRIES = _of(experiments, order=experiments.c.opened_at)
_PROBLEMS = _of(problems)
_CLINICS = _of(clinics, clinics.c.opened_at > bindparam("since", type_=Instant))
_INTRODUCED = _of(introductions)
_WELCOMED = _of(welcomes, welcomes.c.state == "will")
_SUGGESTED = _of(suggestions, suggestions.c.state == "ready", suggestions.c.held.is_(False))
_WAVES = _of(pulse_waves, pulse_waves.c.status == "closed", order=pulse_waves.c.number.desc())
_FIGURES = _of(pulse_figures, order=pulse_figures.c.on_day)
_CAME = select(func.count()).where(
    ledger.c.workspace_id == bindparam("workspace"),
    ledger.c.subject == bindparam("community"),
    ledger.c.kind == CAME,
    ledger.c.at > bindparam("since", type_=Instant),
)
_TO_SPONSOR = select(story_copies.c.story_id).where(
    story_copies.c.workspace_id == bindparam("workspace"), story_copies.c.recipient == bindparam("sponsor")
)
_DIGESTS = select(func.count()).where(
    letters.c.workspace_id == bindparam("workspace"),
    letters.c.recipient == bindparam("sponsor"),
    letters.c.kind == "digest.sponsor",
    letters.c.state == DELIVERED,
    letters.c.settled_at > bindparam("since", type_=Instant),
)
_HANDED = select(func.count()).where(
    problems.c.workspace_id == bindparam("workspace"),
    problems.c.sponsor_id == bindparam("sponsor"),
    problems.c.community_id.is_not(None),
)
_NEIGHBOURS = (
    select(members.c.community_id, func.count().label("n"))
    .where(
        members.c.workspace_id == bindparam("workspace"),
        members.c.person_id.in_(bindparam("people", expanding=True)),
        members.c.left_at.is_(None),
    )
    .group_by(members.c.community_id)
)

Scope = Mapping[str, Any]


async def _rows(connection: AsyncConnection, statement: Any, scope: Scope) -> Sequence[Row[Any]]:
    return (await connection.execute(statement, scope)).all()


class Album:
    """Pictures that are looked at together: each is made once, for however many people of its community.

    Of no longer use once anything was written.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self._made: dict[tuple[WorkspaceId, CommunityId, datetime], Picture] = {}

    async def show(
        self, workspace: WorkspaceId, communities: Sequence[Community], now: datetime, reader: PersonId
    ) -> tuple[Picture, ...]:
        """The pictures of these communities, in their order. ``reader``: for whom; a sponsor sees their own traces only."""
        return tuple([await self._one(workspace, one, now, reader) for one in communities])

    async def _one(
        self, workspace: WorkspaceId, community: Community, now: datetime, reader: PersonId
    ) -> Picture:
        key = (workspace, community.id, now)
        if key not in self._made:
            self._made[key] = await load_shared_picture(self.connection, workspace, community, now)
        shared = self._made[key]
        if reader != community.sponsor:
            return shared
        return await with_sponsor(self.connection, shared, {"workspace": workspace})


async def load_picture(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community, now: datetime, reader: PersonId
) -> Picture:
    """Everything that is kept of one community, as its nudges see it."""
    (picture,) = await Album(connection).show(workspace, [community], now, reader)
    return picture


async def load_shared_picture(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community, now: datetime
) -> Picture:
    """What everybody whom its nudges reach may see of it."""
    scope = {"workspace": workspace, "community": community.id, "since": now - TWO_MONTHS}
    picture = Picture(community, now, closing=community.stage is Stage.TRANSFORMATION)
    picture = await with_people(connection, picture, scope)
    picture = await with_work(connection, picture, scope)
    picture = await with_pulse(connection, picture, scope)
    return await with_talk(connection, picture, scope)


async def with_people(connection: AsyncConnection, picture: Picture, scope: Scope) -> Picture:
    """Values, conveners whom the group named, suggestions that are ready, and communities that share people."""
    ready = await _rows(connection, _SUGGESTED, scope)
    lately = [row for row in ready if picture.now - row.made_at < FOUR_WEEKS]
    return replace(
        picture,
        values_from=frozenset(row.person_id for row in await _rows(connection, _VALUES, scope)),
        nominated=frozenset(row.person_id for row in await _rows(connection, _TERMS, scope)),
        invitations_ready=sum(not row.drawn for row in lately),
        random_draw_ready=any(row.drawn for row in lately),
        neighbours=await neighbours(connection, picture.community),
    )


async def neighbours(connection: AsyncConnection, community: Community) -> tuple[tuple[str, float], ...]:
    """Other open communities of at least five people that share members, by name, with the share of ours."""
    ids = [one.person for one in community.members]
    if len(ids) < 5:
        return ()
    rows = await _rows(connection, _NEIGHBOURS, {"workspace": community.workspace, "people": ids})
    shared = {row.community_id: row.n / len(ids) for row in rows if row.community_id != community.id}
    near = [one for one, share in shared.items() if share > 0.3]
    others = await load_communities(connection, community.workspace, near)
    return tuple((one.name, shared[one.id]) for one in others if len(one.members) >= 5)


async def with_work(connection: AsyncConnection, picture: Picture, scope: Scope) -> Picture:
    """Problems, experiments, gatherings, stories, requests."""
    tried = await _rows(connection, _TRIES, scope)
    met = await _rows(connection, _GATHERINGS, scope)
    shown = await _rows(connection, _STORIES, scope)
    asked = await _rows(connection, _CLINICS, scope)
    sponsor = {"workspace": scope["workspace"], "sponsor": picture.community.sponsor or ""}
    to_sponsor = {row.story_id for row in await _rows(connection, _TO_SPONSOR, sponsor)}
    return replace(
        picture,
        problems=problems_seen(await _rows(connection, _PROBLEMS, scope), tried, asked),
        asked_again=sum(n >= 2 for n in Counter(row.asker_id for row in asked).values()),
        tries=tuple(read_try(row) for row in tried),
        has_rhythm=any(row.every and row.state == "planned" for row in met),
        sessions=tuple(
            Held(row.at, row.host, row.process or "talk", row.spoke) for row in met if row.state == "held"
        ),
        stories=tuple(Told(row.published_at, row.cycle, row.story_id in to_sponsor) for row in shown),
        open_requests=tuple(row.at for row in await _rows(connection, _REQUESTS, scope)),
    )


def problems_seen(
    taken: Sequence[Row[Any]], tried: Sequence[Row[Any]], asked: Sequence[Row[Any]]
) -> tuple[Problem, ...]:
    """Open problems. Only where there is one of them is it known what the community's clinics were about."""
    open_ones = [row for row in taken if row.state not in CLOSED_PROBLEMS]
    talked = len(asked) if len(open_ones) == 1 else 0
    tries = Counter(row.problem_id for row in tried)
    return tuple(Problem(row.problem_id, talked, tries[row.problem_id]) for row in open_ones)


def read_try(row: Row[Any]) -> Try:
    """An experiment; dropped ones are told apart by the problem they were about."""
    due = datetime.combine(row.review_on, time(), tzinfo=UTC)
    return Try(
        row.experiment_id, due, row.reviewed_at, (row.problem_id or "") if row.next == "dropped" else ""
    )


async def with_pulse(connection: AsyncConnection, picture: Picture, scope: Scope) -> Picture:
    """Published figures only, and whether anything was said of what came of the last pulse."""
    waves = [row for row in await _rows(connection, _WAVES, scope) if not row.asks.get("round")]
    readings = readings_of(await _rows(connection, _FIGURES, scope))
    if not waves:
        return replace(picture, readings=readings)
    closed = waves[0].closes_at
    asked = {"workspace": scope["workspace"], "community": picture.community.id, "since": closed}
    said = await connection.scalar(_CAME, asked)
    return replace(picture, readings=readings, pulse_closed_at=closed, pulse_acted_on=bool(said))


async def load_meant_picture(connection: AsyncConnection, arrival: Arrival) -> Picture | None:
    """The picture of the community somebody means, without anybody's private traces; None for none."""
    community = await meant_by(connection, arrival)
    if community is None:
        return None
    return await load_picture(
        connection, arrival.workspace, community, await hour_of(connection, arrival), ""
    )


@lru_cache(maxsize=4096)
def estimated(counts: tuple[int, ...]) -> Estimate:
    """What these counts tell; the same figures are looked at week after week."""
    return mean_estimate(counts)


def readings_of(figures: Sequence[Row[Any]]) -> tuple[tuple[str, Reading], ...]:
    """The newest interval of each measure and the one before it, as everybody may read them."""
    found = []
    for code, name in MEASURES.items():
        newest = [row for row in figures if row.measure == code][-2:]
        told = [estimated(tuple(row.counts)) for row in newest]
        if told:
            before = (told[0].low, told[0].high) if len(told) == 2 else (None, None)
            found.append((name, Reading(told[-1].low, told[-1].high, *before)))
    return tuple(found)


async def with_talk(connection: AsyncConnection, picture: Picture, scope: Scope) -> Picture:
    """Who wrote where and when, and never what."""
    community, now = picture.community, picture.now
    where = community.workspace, community.channels
    quarter = await load_channel_talk(connection, *where, now - of_talk.QUARTER)
    earlier = await load_earlier(connection, *where, now)
    told = {row.teller: row.published_at for row in await _rows(connection, _STORIES, scope)}
    begun = of_talk.threads_of(replace(quarter, storied=told))
    threads = tuple(one for one in begun if one.at > now - TWO_MONTHS)
    met = {row.person_id for row in await _rows(connection, _INTRODUCED, scope)}
    met |= {row.newcomer_id for row in await _rows(connection, _WELCOMED, scope)}
    inside = of_talk.core(quarter.heard, now)
    people = await load_people(connection, community.workspace, [one.person for one in community.members])
    talked = replace(
        picture,
        newcomers=of_talk.newcomers(community, threads, met, now),
        talk=of_talk.spoken_by(quarter.heard, now - FOUR_WEEKS),
        threads=threads,
        pace=of_talk.pace(quarter.heard, earlier, now),
        wrote_once=of_talk.wrote_once(quarter.heard, earlier, threads, now),
        starters=of_talk.openers(begun, now),
        initiators=of_talk.initiators(quarter.heard, earlier, now),
        open_topics=of_talk.unanswered(threads, now),
        core_months=of_talk.core_months(community, inside, now),
        entrants_half_year=of_talk.entrants(community, inside, now),
    )
    return with_places(talked, people)


def with_places(picture: Picture, people: Mapping[PersonId, Person]) -> Picture:
    """Members by zone and by language, and which of those were heard in four weeks."""
    heard = {person for person, _ in picture.talk}
    zones = Counter(person.zone for person in people.values())
    voices = Counter(person.zone for person in people.values() if person.id in heard)
    spoken = Counter(person.language[:2] for person in people.values())
    main = spoken.most_common(1)[0][0] if spoken else ""
    return replace(
        picture,
        zones=tuple((zone, n, voices[zone]) for zone, n in sorted(zones.items())),
        languages=tuple(sorted(spoken.items())),
        other_languages_heard=any(people[one].language[:2] != main for one in heard & people.keys()),
    )


async def with_sponsor(connection: AsyncConnection, picture: Picture, scope: Scope) -> Picture:
    """What only the sponsor sees, and only of themselves."""
    sponsor = picture.community.sponsor or ""
    asked = {"workspace": scope["workspace"], "sponsor": sponsor, "since": picture.now - timedelta(days=91)}
    answered = [one for one in picture.threads if one.asks and one.first_reply_by == sponsor]
    return replace(
        picture,
        sponsor=SponsorSeen(
            digests=await connection.scalar(_DIGESTS, asked) or 0,
            handed_over=await connection.scalar(_HANDED, asked) or 0,
            answers_posted=sum(picture.now - one.at < FOUR_WEEKS for one in answered),
        ),
    )
