"""The sponsor's Monday: who decides when it is due, and when somebody asks for details."""

from __future__ import annotations

from functools import partial

from bot import anew
from bot.routes.route import Route, Routes, by_person
from facilitation import digest, member_digest
from facilitation.voice import digest as say
from facilitation.words import Roster
from storage.anew import load_monday
from storage.digest import load_member_week, load_new_sponsor, load_week

member = partial(Route, load=load_member_week, lane=by_person)

ROUTES = Routes(
    commands={"digest": member(member_digest.choose)},
    presses={
        "digest.member_on": member(member_digest.begin),
        "digest.member_off": member(member_digest.stop),
        "digest.details": Route(digest.show_details, load=load_week),
        "digest.anew": Route(anew.draw_monday, load=load_monday, lane=None),
    },
    wakes={
        "digest.sponsor": Route(digest.tell_sponsor, load=load_week),
        member_digest.KIND: Route(member_digest.tell_member, load=load_member_week),
    },
    events={Roster: Route(digest.meet_sponsor, load=load_new_sponsor)},
    anew=anew.digest,
    help={"digest": say.HELP_MEMBER},
)
