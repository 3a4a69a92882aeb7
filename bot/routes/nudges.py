"""Nudges: a convener's week, what presses on it answer, and how well each kind does."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation.nudges import answers, came, measure, week
from facilitation.voice import nudges as say
from storage.nudges import load_desks, load_laters, load_my_habit, load_my_stopped, load_pressed, load_season
from storage.pulse_results import load_came

ROUTES = Routes(
    commands={"nudges": Route(measure.tell_how_they_do, load=load_season, lane=None)},
    presses={
        "nudge.choose": Route(answers.choose_move, load=load_pressed),
        "nudge.more": Route(answers.pick_more, load=load_pressed),
        "nudge.post": Route(answers.post_question, load=load_pressed),
        "nudge.again": Route(answers.want_again),
        "nudge.stopped": Route(answers.tell_stopped, load=load_my_stopped, lane=None),
        "nudge.came": Route(came.ask_what_came, load=load_came, lane=None),
        "nudge.weekly": Route(answers.weekly_again, load=load_my_habit),
    },
    forms={"nudge.came": Route(came.say_what_came, load=load_came)},
    wakes={
        week.WEEK: Route(week.plan_week, load_many=load_desks),
        week.MEASURE: Route(answers.measure, load_many=load_laters),
        measure.REVIEW: Route(measure.review, load=load_season),
    },
    help={"nudges": say.MEANS},
)
