"""``/community health``: four areas, facts, and what could come next."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation import health
from facilitation.voice import health as say
from storage.picture import load_meant_picture

ROUTES = Routes(
    commands={"health": Route(health.tell_health, load=load_meant_picture, lane=None, aside=True)},
    help={"health": say.MEANS},
)
