"""Charters: proposing, saying yes, looking at them again."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import charter
from facilitation.voice import charter as say
from storage.charter import load_closing, load_reviewed, load_table

table = partial(Route, load=load_table)

ROUTES = Routes(
    commands={
        "propose": table(charter.propose),
        "versions": table(charter.show_versions, lane=None),
        "rule": table(charter.ask_rule, lane=None),
    },
    presses={
        "charter.propose": table(charter.propose),
        "charter.yes": table(charter.say_yes),
        "charter.not_yet": table(charter.say_not_yet),
    },
    forms={
        "charter.propose": table(charter.open_proposal),
        "charter.rule": table(charter.choose_rule),
    },
    wakes={
        charter.CLOSE: Route(charter.close, load=load_closing),
        charter.REVIEW: Route(charter.review, load=load_reviewed),
    },
    help={
        "propose": say.MEANS_PROPOSE,
        "versions": say.MEANS_VERSIONS,
        "rule": say.MEANS_RULE,
    },
)
