"""The sponsor's Monday: who decides when it is due, and when somebody asks for details."""

from __future__ import annotations

from bot import anew
from bot.routes.route import Route, Routes
from facilitation import digest
from facilitation.words import Roster
from storage.anew import load_monday
from storage.digest import load_new_sponsor, load_week

ROUTES = Routes(
    presses={
        "digest.details": Route(digest.show_details, load=load_week),
        "digest.anew": Route(anew.draw_monday, load=load_monday, lane=None),
    },
    wakes={"digest.sponsor": Route(digest.tell_sponsor, load=load_week)},
    events={Roster: Route(digest.meet_sponsor, load=load_new_sponsor)},
    anew=anew.digest,
)
