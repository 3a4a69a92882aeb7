"""Experiments: who decides when one begins, finds its owner, is looked back on, or is searched for."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import experiment, experiment_review, tried
from facilitation.voice import experiment as say
from storage.clinic import load_of_its_clinic
from storage.experiment import load_ledger, load_one, load_tried

one = partial(Route, load=load_one)

ROUTES = Routes(
    commands={
        "experiment": Route(tried.hear_command, load=load_ledger),
        "tried": Route(tried.find_tried, load=load_tried),
    },
    presses={
        "experiment.new": Route(experiment.ask_new, load=load_ledger),
        "experiment.own": one(experiment.hear_owner),
        "experiment.review": one(experiment_review.ask_review),
        "experiment.later": one(experiment_review.put_off),
    },
    forms={
        "experiment.new": Route(experiment.hear_new, load=load_of_its_clinic),
        "experiment.review": one(experiment_review.hear_review),
    },
    wakes={"experiment.review": one(experiment_review.remind_review)},
    help={"experiment": say.HELP, "tried": say.HELP_TRIED},
)
