"""Mirrors: who decides what a convener or sponsor sees of their own part, once a fortnight at most."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation import moves
from facilitation.words import Roster, Said
from storage.community import load_bench
from storage.moves import load_mirror, load_spoken

ROUTES = Routes(
    presses={"moves.stop": Route(moves.stop, load=load_bench)},
    wakes={"moves.look": Route(moves.look, load=load_mirror)},
    events={
        Said: Route(moves.keep_count, load_many=load_spoken, lane=None),
        Roster: Route(moves.begin, load=load_mirror),
    },
)
