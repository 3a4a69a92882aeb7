"""Welcomes by humans: who is asked, and what they answer."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import welcome
from storage.welcome import load_looked_at, load_porch

porch = partial(Route, load=load_porch)

ROUTES = Routes(
    presses={
        "welcome.will": porch(welcome.will),
        "welcome.not_me": porch(welcome.not_me),
        "welcome.ask": porch(welcome.choose_member, lane=None),
        "welcome.follow_up": porch(welcome.choose_member, lane=None),
    },
    forms={"welcome.member": porch(welcome.ask_member)},
    wakes={
        welcome.LOOK: Route(welcome.look, load=load_looked_at),
        welcome.WAIT: Route(welcome.wait, load=load_looked_at),
    },
)
