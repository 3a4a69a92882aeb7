"""A small imagined community that gives no reason for any nudge, to be changed one fact at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from facilitation.community import Community, Membership, Stage
from facilitation.nudges.picture import Held, Picture, Problem, Told, Try
from tests.facilitation.worlds import utc

NOW = utc(2026, 6, 9, 8)
ANA, BO, CY, DI, EL, FAY = "slack:ana", "slack:bo", "slack:cy", "slack:di", "slack:el", "slack:fay"


def ago(days: float) -> Any:
    return NOW - timedelta(days=days)


GUILD = Community(
    id="c1",
    workspace="slack:T1",
    name="Testing guild",
    purpose="Ship with less fear",
    stage=Stage.MATURING,
    created_at=ago(200),
    sponsor="slack:sponsor",
    members=(
        Membership(ANA, "convener", ago(200)),
        *(Membership(p, "member", ago(190)) for p in (BO, CY, DI, EL, FAY)),
    ),
)

WELL = Picture(
    community=GUILD,
    now=NOW,
    values_from=frozenset({ANA, BO, CY, DI}),
    nominated=frozenset({ANA}),
    has_rhythm=True,
    talk=((BO, 5), (CY, 4), (ANA, 4), (DI, 3)),
    problems=(Problem("p1", threads=2, tries=1),),
    stories=(Told(ago(10), "applied"),),
    tries=(Try("e0", ago(30), ago(20)),),
    sessions=(Held(ago(9), BO, "talk", 0.6),),
)


def well_but(community: dict[str, Any] | None = None, **facts: Any) -> Picture:
    """The community that is well, with these facts changed."""
    changed = replace(WELL, **facts)
    return replace(changed, community=replace(GUILD, **community)) if community else changed


def young(days: int, stage: Stage = Stage.POTENTIAL, **community: Any) -> dict[str, Any]:
    """How a community of so many days differs."""
    return {"created_at": ago(days), "stage": stage, **community}
