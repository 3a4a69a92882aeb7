"""The whole map, feature by feature, in the order in which ``help`` lists them."""

from __future__ import annotations

from bot.routes import (
    aboutme,
    attention,
    charter,
    clinic,
    community,
    convener,
    digest,
    experiment,
    introduction,
    life,
    linking,
    moves,
    nudges,
    participation,
    periphery,
    practice,
    problem,
    promise,
    pulse,
    resource,
    values,
    welcome,
)
from bot.routes.route import Routes

FEATURES: tuple[Routes, ...] = (
    community.ROUTES,
    pulse.ROUTES,
    charter.ROUTES,
    values.ROUTES,
    convener.ROUTES,
    problem.ROUTES,
    experiment.ROUTES,
    clinic.ROUTES,
    promise.ROUTES,
    digest.ROUTES,
    moves.ROUTES,
    practice.ROUTES,
    aboutme.ROUTES,
    welcome.ROUTES,
    introduction.ROUTES,
    resource.ROUTES,
    life.ROUTES,
    linking.ROUTES,
    nudges.ROUTES,
    attention.ROUTES,
    participation.ROUTES,
    periphery.ROUTES,
)
