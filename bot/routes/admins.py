"""Admins share it with others and take it back."""

from __future__ import annotations

from functools import partial

from bot.admins import admins_only
from bot.routes.route import Routes
from facilitation import admins
from facilitation.voice import admins as say
from storage.admins import load_admins

board = partial(admins_only, load=load_admins)

ROUTES = Routes(
    commands={"admins": board(admins.show)},
    presses={"admins.give": board(admins.ask), "admins.take": board(admins.take)},
    forms={"admins.give": board(admins.give)},
    help={"admins": say.MEANS},
)
