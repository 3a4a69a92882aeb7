"""Gatherings: planning, agenda, time-keeping, wrap-up, hosting, calendars."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from bot.subscribing import load_subscription
from facilitation import calendar, gathering, hosting, subscribing
from facilitation.voice import gathering as say
from facilitation.voice import subscribing as subscribed
from storage.gathering import load_agenda, load_floor, load_held

floor = partial(Route, load=load_floor)
feed = partial(Route, load=load_subscription)

ROUTES = Routes(
    commands={
        "gather": floor(gathering.ask_plan, lane=None),
        "gatherings": floor(gathering.show, lane=None),
        "calendar": feed(subscribing.show),
    },
    presses={
        "gathering.plan": floor(gathering.ask_plan, lane=None),
        "gathering.topic": floor(gathering.ask_topic, lane=None),
        "gathering.calendar": floor(calendar.show_calendar),
        "gathering.cancel": floor(gathering.cancel),
        "gathering.keep": floor(gathering.keep, lane=None),
        "gathering.stop_rhythm": floor(gathering.stop_rhythm),
        "gathering.wrap": floor(hosting.ask_wrap, lane=None),
        "gathering.shelf": floor(hosting.to_shelf, lane=None),
        "gathering.host": floor(hosting.offer_hosting),
        "gathering.i_host": floor(hosting.take_hosting),
        "calendar.anew": feed(subscribing.renew),
    },
    forms={
        "gathering.plan": floor(gathering.plan),
        "gathering.topic": floor(gathering.put_topic),
        "gathering.wrap": floor(hosting.wrap),
    },
    wakes={
        gathering.AGENDA: Route(gathering.agenda, load=load_agenda),
        gathering.START: Route(hosting.start, load=load_held),
        gathering.TURN: Route(hosting.turn, load=load_held),
        gathering.WRAP: Route(hosting.end, load=load_held),
    },
    help={"gather": say.MEANS_PLAN, "gatherings": say.MEANS_SHOW, "calendar": subscribed.MEANS},
)
