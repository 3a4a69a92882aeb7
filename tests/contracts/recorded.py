"""Some weeks of imagined people, and at every door the question who else could have come through it just then.

The first arrivals at each route are decided once more for somebody of every role, on the picture as it stands at that
moment, in a transaction that is rolled back. Nothing is made up: arguments are those of real buttons and forms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import event, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import admins
from bot.clock import given
from bot.reception import decide_all
from bot.routes.atlas import first_word
from bot.simulation.year import Year
from facilitation.community import Community
from facilitation.words import Arrival, Command, Decision, Open, Press, Submission
from storage.arrivals import claim
from storage.community import load_all_communities
from storage.people import people
from storage.tables import metadata

ROLES = ("outsider", "member", "convener", "sponsor", "admin", "owner")
MOST = 3  # arrivals of each route that are looked at
Done = type("Done", (Exception,), {})


@dataclass
class Recorded:
    """What was seen: ``allowed`` by route, role by role; ``arrivals`` by route; ``statements`` that were executed."""

    allowed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    asked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    arrivals: dict[str, list[Arrival]] = field(default_factory=lambda: defaultdict(list))
    statements: set[str] = field(default_factory=set)


def name_of(arrival: Arrival) -> str:
    """The route an arrival takes, by its kind and name; '' for events."""
    match arrival.what:
        case Command(words):
            return f"/{first_word(words)}"
        case Press(action):
            return action
        case Submission(form):
            return f"form {form}"
        case _:
            return ""


def has_effect(decision: Decision) -> bool:
    """Whether anything would be kept or sent, or a form opened."""
    opened = any(isinstance(one, Open) for one in decision.replies)
    return bool(decision.changes or decision.letters or opened)


@contextmanager
def is_an_admin(person: str) -> Iterator[None]:
    """This one person is named in EVENER_ADMINS."""
    before = admins.admins
    admins.admins = lambda: frozenset({person})  # type: ignore[assignment]
    try:
        yield
    finally:
        admins.admins = before


async def flagged(
    connection: AsyncConnection, workspace: str, person: str, flag: bool, now: datetime
) -> None:
    """Slack said just now whether this person looks after the whole workspace."""
    told = update(people).where(people.c.workspace_id == workspace, people.c.person_id == person)
    await connection.execute(told.values(is_admin=flag, told_at=now))


@dataclass
class Recorder:
    """Stands before the reception of a year and looks at what comes."""

    year: Year
    seen: Recorded = field(default_factory=Recorded)

    def __post_init__(self) -> None:
        self._looked: Counter[str] = Counter()
        self._receive = self.year.house.reception.receive
        self.year.house.reception.receive = self.receive  # type: ignore[method-assign]
        event.listen(self.year.store.engine.sync_engine, "before_cursor_execute", self._said)

    def _said(self, _c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        self.seen.statements.add(statement)

    async def receive(self, arrival: Arrival) -> Any:
        name = name_of(arrival)
        if name and self._looked[name] < MOST:
            self.seen.arrivals[name].append(arrival)
            self._looked[name] += await self.look(name, arrival)
        return await self._receive(arrival)

    async def look(self, name: str, arrival: Arrival, roles: Sequence[str] = ROLES) -> bool:
        """Who else could do this now? False where nobody was there to be asked."""
        routes = self.year.house.atlas.of(arrival)
        if not routes or routes[0].pure:
            return True
        asked = False
        with suppress(Done):
            async with self.year.store.writing() as connection:
                for role, person in (await self.others(connection, arrival)).items():
                    if role not in roles:
                        continue
                    other = replace(arrival, id=f"{arrival.id}:{role}", person=person)
                    await flagged(
                        connection, arrival.workspace, person, role == "owner", self.year.clock.now()
                    )
                    with is_an_admin(person if role == "admin" else ""):
                        self.seen.asked[name].add(role)
                        asked = True
                        decision = await self.decided(connection, other)
                    if has_effect(decision):
                        self.seen.allowed[name].add(role)
                raise Done
        return asked

    async def decided(self, connection: AsyncConnection, arrival: Arrival) -> Decision:
        now = given(self.year.clock, self.year.house.chance)
        await claim(connection, [arrival], now.now)
        made = Decision()
        for route in self.year.house.atlas.of(arrival):
            made += (await decide_all(connection, route, [arrival], [now]))[0]
        return made

    async def others(self, connection: AsyncConnection, arrival: Arrival) -> dict[str, str]:
        """One person of each role in the community this is about, none of them the one who came."""
        communities = await load_all_communities(connection, arrival.workspace)
        here = meant(communities, arrival)
        everybody = sorted(
            await connection.scalars(
                select(people.c.person_id).where(
                    people.c.workspace_id == arrival.workspace, people.c.is_bot.is_(False)
                )
            )
        )
        if here is None:
            return {}
        inside = {one.person: one.role for one in here.members}
        strangers = [one for one in everybody if one not in inside and one != here.sponsor]

        def first(some: list[str]) -> str:
            return next((one for one in some if one != arrival.person), some[0] if some else "")

        found = {
            "outsider": first(strangers),
            "member": first(
                [one for one in sorted(inside) if inside[one] == "member" and one != here.sponsor]
            ),
            "convener": first([one for one in sorted(inside) if inside[one] == "convener"]),
            "sponsor": first([here.sponsor] if here.sponsor and here.sponsor not in inside else []),
            "admin": first(strangers[1:]),
            "owner": first(strangers[1:]),  # the same, of the whole Slack workspace
        }
        return {role: person for role, person in found.items() if person}

    # --- doors that nobody happened to use ---------------------------------------------------------------------

    async def try_the_rest(self) -> None:
        """Routes that nobody took, with every argument that could fit: does any let somebody from outside do something?"""
        atlas = self.year.house.atlas
        names = [
            *atlas.presses,
            *(f"form {one}" for one in atlas.forms),
            *(f"/{one}" for one in atlas.commands),
        ]
        async with self.year.store.reading() as connection:
            workspace, community, args = await self.arguments(connection)
        for number, name in enumerate(sorted(one for one in names if not self.seen.asked[one])):
            for nth, carried in enumerate(args):
                arrival = Arrival(f"try:{number}:{nth}", workspace, "", self.what(name, carried, community))
                self.seen.arrivals[name].append(arrival)
                with suppress(IndexError, KeyError, ValueError, AttributeError, AssertionError):
                    await self.look(name, arrival, ("outsider", "admin", "owner"))
                if name.startswith("/"):
                    break

    @staticmethod
    def what(name: str, carried: tuple[str, ...], here: Community) -> Any:
        if name.startswith("/"):
            return Command(f"{name[1:]} words", here.channels[0], opener="open")
        if name.startswith("form "):
            answers = {"words": "words", "text": "words", "name": "words", "alias": "words", "what": "words"}
            return Submission(name[5:], carried, answers)
        return Press(name, carried, channel=here.channels[0], opener="open")

    async def arguments(self, connection: AsyncConnection) -> tuple[str, Community, list[tuple[str, ...]]]:
        """A lively community, and what its buttons carry: itself, and the newest thing of each kind in it."""
        place = next(iter(self.year.places))
        here = max(await load_all_communities(connection, place), key=lambda one: len(one.members))
        found: list[tuple[str, ...]] = [(here.id,)]
        for table in metadata.sorted_tables:
            key = [one.name for one in table.primary_key]
            if len(key) != 2 or "community_id" not in table.c or key[1] == "community_id":
                continue
            newest = (
                select(table.c[key[1]])
                .where(table.c.workspace_id == place, table.c.community_id == here.id)
                .order_by(table.c[key[1]].desc())
                .limit(1)
            )
            thing = await connection.scalar(newest)
            if thing:
                found += [(here.id, thing, "yes"), (thing, "yes", "0")]
        return place, here, found


def meant(communities: tuple[Community, ...], arrival: Arrival) -> Community | None:
    """The community that a button, a form or a channel names."""
    what = arrival.what
    carried = (*getattr(what, "args", ()), *getattr(what, "memo", ()))
    by_id = {one.id: one for one in communities}
    named = next((by_id[one] for one in carried if one in by_id), None)
    channel = getattr(what, "channel", None)
    of_channel = next((one for one in communities if channel in one.channels), None)
    mine = next((one for one in communities if one.has(arrival.person)), None)
    return named or of_channel or mine
