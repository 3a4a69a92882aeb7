"""What matters to each member: writing it, and inviting everybody to."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import values
from facilitation.voice import values as say
from storage.values import load_values

seen = partial(Route, load=load_values)

ROUTES = Routes(
    commands={"values": seen(values.ask_value, lane=None)},
    presses={"values.mine": seen(values.ask_value, lane=None), "values.invited": seen(values.invite_values)},
    forms={"values.mine": seen(values.give_value)},
    help={"values": say.MEANS},
)
