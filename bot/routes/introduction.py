"""Introductions in pairs: offering, taking part, drawing, and whether people met."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import introduction
from facilitation.voice import introduction as say
from storage.introduction import load_drawn, load_hall

hall = partial(Route, load=load_hall)

ROUTES = Routes(
    commands={"introductions": hall(introduction.begin)},
    presses={
        "introduction.begin": hall(introduction.begin),
        "introduction.in": hall(introduction.take_part),
        "introduction.out": hall(introduction.take_part),
        "introduction.pause": hall(introduction.ask_pause, lane=None),
        "introduction.met": hall(introduction.hear_met),
        "introduction.not_yet": hall(introduction.hear_not_yet, lane=None),
    },
    forms={"introduction.pause": hall(introduction.pause)},
    wakes={
        introduction.ROUND: Route(introduction.draw_round, load=load_drawn),
        introduction.ASK: Route(introduction.ask_whether, load=load_drawn),
    },
    help={"introductions": say.MEANS},
)
