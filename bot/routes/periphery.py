"""The periphery: conveners ask for suggestions, members are asked to invite, and whoever is named can see and end it."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes, by_person
from facilitation import invitation, mine
from facilitation.periphery import finding, showing
from facilitation.periphery.suggestion import State
from facilitation.voice import periphery as say
from facilitation.voice import periphery_picture
from facilitation.words import Opened
from storage.invitation import load_due_invitation, load_invitation, load_mine
from storage.periphery import load_asked, load_near, load_seen
from storage.periphery_season import load_seasons

asked = partial(Route, load=load_asked)
invited = partial(Route, load=load_invitation)
own = partial(Route, load=load_mine, lane=by_person)

ROUTES = Routes(
    commands={
        "suggest": asked(finding.ask),
        "picture": Route(showing.show_picture, load=load_seen, lane=None, aside=True),
        "mine": own(mine.show_mine),
    },
    events={Opened: Route(finding.show_home, load=load_near)},
    presses={
        "periphery.list": asked(finding.show_ready),
        "periphery.others": asked(finding.ask_others),
        "periphery.why": asked(finding.show_why),
        "periphery.dismiss": asked(finding.ask_why_not),
        "invitation.send": invited(invitation.send),
        "invitation.will": invited(invitation.will),
        "invitation.later": invited(invitation.later),
        "invitation.not_person": invited(invitation.not_person),
        "invitation.closer": invited(invitation.ask_closer),
        "invitation.glad": invited(invitation.told(State.WELCOME)),
        "invitation.rather_not": invited(invitation.told(State.DECLINED)),
        "invitation.not_yet": invited(invitation.not_yet),
        "invitation.refuse": own(mine.refuse),
        "invitation.allow": own(mine.refuse),
    },
    forms={
        "periphery.dismiss": asked(finding.dismiss),
        "invitation.words": invited(invitation.take_words),
        "invitation.closer": invited(invitation.take_closer),
    },
    wakes={
        finding.LOOK: Route(finding.look_round, load_many=load_seasons, aside=True),
        finding.MONTH: Route(finding.look_round, load_many=load_seasons, aside=True),
        invitation.UNANSWERED: Route(invitation.go_on, load=load_due_invitation),
        invitation.AFTER: Route(invitation.ask_after, load=load_due_invitation),
    },
    help={"suggest": say.MEANS_SUGGEST, "picture": periphery_picture.MEANS, "mine": say.MEANS_MINE},
)
