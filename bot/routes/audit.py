"""The trail of administrative acts, for admins."""

from __future__ import annotations

from bot.admins import knowing_admins
from bot.routes.route import Route, Routes, by_person
from facilitation import audit
from facilitation.voice import audit as say
from storage.audit import load_trail

ROUTES = Routes(
    commands={"audit": Route(audit.show, load=knowing_admins(load_trail), lane=by_person)},
    help={"audit": say.MEANS},
)
