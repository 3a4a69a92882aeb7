"""The whole map, feature by feature, in the order in which ``help`` lists them."""

from __future__ import annotations

from bot.routes import attention, community, life, nudges
from bot.routes.route import Routes

FEATURES: tuple[Routes, ...] = (
    community.ROUTES,
    life.ROUTES,
    nudges.ROUTES,
    attention.ROUTES,
)
