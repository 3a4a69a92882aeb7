"""Promises: who decides when one is made, and when its maker says what became of it."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import promise
from facilitation.voice import promise as say
from storage.promise import load_promises

known = partial(Route, load=load_promises)

ROUTES = Routes(
    commands={"promise": known(promise.show_promises)},
    presses={"promise.make": known(promise.offer_promise), "promise.answered": known(promise.hear_outcome)},
    forms={"promise.made": known(promise.hear_promise)},
    help={"promise": say.HELP},
)
