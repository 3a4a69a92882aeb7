"""``/community why``: what was sent to me and held back for me, with the reason; and who can be written to again."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation import attention, reachable
from facilitation.voice import attention as say
from facilitation.words import Opened
from storage.attention import load_facts
from storage.people import load_arriving

ROUTES = Routes(
    commands={"why": Route(attention.tell_why, load=load_facts, lane=None)},
    events={Opened: Route(reachable.come_back, load=load_arriving)},
    help={"why": say.MEANS},
)
