"""The trail of administrative acts, for admins."""

from __future__ import annotations

from bot.admins import admins_only
from bot.routes.route import Routes, by_person
from facilitation import audit
from facilitation.voice import audit as say
from storage.audit import load_trail

ROUTES = Routes(
    commands={"audit": admins_only(audit.show, load_trail, lane=by_person)},
    help={"audit": say.MEANS},
)
