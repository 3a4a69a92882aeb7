"""The shelf of practices: putting one there, finding it again, and what became of it."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import practice
from facilitation.voice import practice as say
from storage.practice import load_found, load_shelf

shelf = partial(Route, load=load_shelf)

ROUTES = Routes(
    commands={
        "practice": shelf(practice.ask_practice, lane=None),
        "practices": Route(practice.find_practices, load=load_found, lane=None),
    },
    presses={
        "practice.add": shelf(practice.ask_practice, lane=None),
        "practice.from_story": shelf(practice.ask_from_story, lane=None),
        "practice.capture": shelf(practice.ask_practice, lane=None),
        "practice.agree": shelf(practice.agree),
        "practice.refuse": shelf(practice.refuse),
        "practice.used": shelf(practice.mark_used),
        "practice.not_for_us": shelf(practice.ask_doubt, lane=None),
        "practice.take_back": shelf(practice.take_back),
    },
    forms={"practice.add": shelf(practice.add_practice), "practice.not_for_us": shelf(practice.mark_doubt)},
    help={"practice": say.MEANS_ADD, "practices": say.MEANS_FIND},
)
