"""Convening: naming somebody, asking them, the group's support, and handing it on."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import convener
from facilitation.voice import convener as say
from storage.convener import load_chair, load_nominated, load_term

chair = partial(Route, load=load_chair)

ROUTES = Routes(
    commands={"nominate": chair(convener.ask_nomination, lane=None)},
    presses={
        "convener.nominate": chair(convener.ask_nomination, lane=None),
        "convener.ready": chair(convener.say_ready),
        "convener.not_now": chair(convener.say_not_now),
        "convener.support": chair(convener.support),
        "convener.go_on": chair(convener.go_on),
        "convener.lay_down": chair(convener.lay_down),
    },
    forms={"convener.nominate": chair(convener.nominate)},
    wakes={
        convener.CLOSE: Route(convener.close, load=load_nominated),
        convener.TERM: Route(convener.term_ends, load=load_term),
        convener.ENDED: Route(convener.ended, load=load_term),
    },
    help={"nominate": say.MEANS},
)
