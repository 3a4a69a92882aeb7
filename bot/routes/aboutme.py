"""What people say of themselves: writing it, and finding people by it."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation import aboutme
from facilitation.voice import aboutme as say
from storage.aboutme import load_found, load_mine

ROUTES = Routes(
    commands={
        "about": Route(aboutme.ask_about, load=load_mine, lane=None),
        "who": Route(aboutme.find_people, load=load_found, lane=None),
    },
    presses={"aboutme.write": Route(aboutme.ask_about, load=load_mine, lane=None)},
    forms={"aboutme.write": Route(aboutme.write_about)},
    help={"about": say.MEANS_WRITE, "who": say.MEANS_FIND},
)
