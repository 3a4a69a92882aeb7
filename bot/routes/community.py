"""Communities: who decides when somebody makes one, joins, leaves, reads its charter, or opens Home."""

from __future__ import annotations

from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.routes.route import Route, Routes
from facilitation import charter, home, membership, settings
from facilitation.community import Bench
from facilitation.people import ProfileLearnt
from facilitation.voice import community as say
from facilitation.words import Arrival, Decision, Given, Joined, Left, Opened, Profile, Roster
from storage.charter import load_table
from storage.community import load_bench, load_named, load_of_channel

bench = partial(Route, load=load_bench)
named = partial(Route, load=load_named)
channel = partial(Route, load=load_of_channel)
table = partial(Route, load=load_table)


async def load_for_form(connection: AsyncConnection, arrival: Arrival) -> Bench:
    """The bench for the form of a new community, which carries its channel."""
    return await load_bench(connection, arrival, arrival.what.memo[0])  # type: ignore[union-attr]


def learn_profile(arrival: Arrival, _picture: None, _given: Given) -> Decision:
    """A platform told us about somebody."""
    assert isinstance(arrival.what, Profile)
    return Decision(changes=(ProfileLearnt(arrival.person, arrival.what),))


ROUTES = Routes(
    commands={
        "new": bench(membership.ask_new),
        "join": bench(membership.join),
        "leave": bench(membership.leave),
        "charter": bench(membership.show_charter),
        "settings": bench(settings.show_settings),
        "status": bench(membership.show_status),
    },
    presses={
        "community.hello": named(membership.say_hello),
        "community.join": named(membership.join),
        "community.leave": named(membership.leave),
        "community.convene": named(membership.convene),
        "community.charter": table(charter.edit),
        "settings.change": bench(settings.change_settings),
        "settings.quiet": bench(settings.be_quiet),
        "settings.loud": bench(settings.be_loud),
    },
    forms={
        "community.new": Route(membership.make, load=load_for_form),
        "community.charter": table(charter.write),
        "settings.change": bench(settings.save_settings),
    },
    events={
        Opened: bench(home.show_home),
        Joined: channel(membership.come_with_channel),
        Left: channel(membership.go_with_channel),
        Roster: channel(membership.see_roster),
        Profile: Route(learn_profile, lane=None),
    },
    help={word: say.MEANS[word] for word in ("new", "join", "leave", "charter", "settings", "status")},
)
