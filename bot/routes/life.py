"""What goes on by itself in a community, from the moment its people are known."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation import life
from facilitation.words import Roster
from storage.life import load_living

ROUTES = Routes(
    events={Roster: Route(life.begin, load=load_living)},
    wakes={life.LOOK: Route(life.look, load=load_living)},
)
