"""``/community why``: what was sent to me and held back for me, with the reason."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation import attention
from facilitation.voice import attention as say
from storage.attention import load_facts

ROUTES = Routes(
    commands={"why": Route(attention.tell_why, load=load_facts, lane=None)},
    help={"why": say.MEANS},
)
