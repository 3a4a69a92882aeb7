"""The whole map, feature by feature, in the order in which ``help`` lists them."""

from __future__ import annotations

from bot.routes import community
from bot.routes.route import Routes

FEATURES: tuple[Routes, ...] = (community.ROUTES,)
