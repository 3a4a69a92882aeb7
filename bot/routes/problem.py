"""Problems: who decides when one is framed, offered, taken on, joined, moved or let go."""

from __future__ import annotations

from functools import partial

from bot.admins import admins_only, more_for_admins
from bot.routes.route import Route, Routes
from facilitation import taking_on
from facilitation.voice import problem as say
from storage.problem import load_named_problem, load_shelf

shelf = partial(more_for_admins, load=load_shelf)
named = partial(more_for_admins, load=load_named_problem)

ROUTES = Routes(
    commands={"problem": shelf(taking_on.hear_command)},
    presses={
        "problem.list": shelf(taking_on.show_shelf),
        "problem.new": shelf(taking_on.ask_new),
        "problem.take": named(taking_on.take_on),
        "problem.hand": named(taking_on.raise_hand),
        "problem.unhand": named(taking_on.lower_hand),
        "problem.invite": named(taking_on.ask_invite),
        "problem.refuse": Route(taking_on.refuse),
        "problem.move": named(taking_on.ask_move),
        "problem.let_go": named(taking_on.let_go),
        "problem.open_to_all": admins_only(taking_on.open_to_all, load_named_problem),
    },
    forms={
        "problem.new": shelf(taking_on.hear_new),
        "problem.invite": named(taking_on.hear_invite),
        "problem.move": named(taking_on.hear_move),
    },
    help={"problem": say.HELP},
)
