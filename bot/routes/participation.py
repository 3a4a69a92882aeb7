"""Participation: every message and reaction is kept as who, where and when, in whichever transaction comes next."""

from __future__ import annotations

from bot.routes.route import Route, Routes
from facilitation.participation import note_message, note_reaction, note_unsaid
from facilitation.words import Reacted, Said, Unsaid

ROUTES = Routes(
    events={
        Said: Route(note_message, lane=None),
        Unsaid: Route(note_unsaid, lane=None),
        Reacted: Route(note_reaction, lane=None),
    }
)
