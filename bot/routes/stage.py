"""The stage of a community's life, as its conveners say."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation import stage
from facilitation.voice import stage as say
from storage.community import load_bench, load_named

ROUTES = Routes(
    commands={"stage": Route(stage.ask_stage, load=load_bench, lane=None)},
    presses={"stage.confirm": Route(stage.ask_stage, load=load_named, lane=None)},
    forms={"stage.confirm": Route(stage.confirm_stage, load=load_named)},
    help={"stage": say.MEANS},
)
