"""Stages of a community's life: suggested from what can be seen, and confirmed by a convener, never by itself.

Potential, coalescing, maturing, stewardship, transformation (Wenger, McDermott and Snyder 2002). The thresholds are
starting values, not evidence; whether a stage can be told from data at all is not established (science.md 6).
"""

from __future__ import annotations

from facilitation.community import Bench, Stage, StageConfirmed
from facilitation.membership import name_of, not_convening, tell
from facilitation.nudges.picture import Picture
from facilitation.voice import community as common
from facilitation.voice import stage as say
from facilitation.words import (
    Arrival,
    Decision,
    Entry,
    Form,
    Given,
    Note,
    OneOf,
    Open,
    Option,
    Reask,
    Submission,
)


def suggest(p: Picture) -> Stage:
    """The stage that fits what can be seen."""
    if p.pace is not None and p.pace.is_still:
        return Stage.TRANSFORMATION
    meets = p.has_rhythm or bool(p.sessions)
    if p.size < 5 or len(p.talk) < 3 or not meets:
        return Stage.POTENTIAL
    works = bool(p.problems or p.tries or p.stories)
    if p.age_days < 120 or not works:
        return Stage.COALESCING
    settled = p.age_days >= 540 and len(p.stories) >= 3 and len(p.tries) >= 3
    return Stage.STEWARDSHIP if settled else Stage.MATURING


def ask_stage(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """``/community stage``, or a nudge's button: a convener says where the community stands."""
    community = bench.here or bench.meant
    if community is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(community, arrival.person)) is not None:
        return no
    stages = tuple(Option(common.STAGES[one.value], one.value) for one in Stage)
    fields = (
        Note(tuple(say.MEANINGS[one.value] for one in Stage)),
        OneOf("stage", common.STAGE_LABEL, stages, community.stage.value),
    )
    return Decision((Open(Form("stage.confirm", say.TITLE, common.CHARTER_SUBMIT, fields, (community.id,))),))


def confirm_stage(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """The convener's word, and nobody else's, changes the stage."""
    if bench.here is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(bench.here, arrival.person)) is not None:
        return no
    assert isinstance(arrival.what, Submission)
    picked = arrival.what.text("stage")
    if picked not in set(Stage):
        return Decision((Reask((("stage", say.WHICH),)),))
    stage = Stage(picked)
    told = say.CONFIRMED(name=name_of(bench.here), stage=common.STAGES[stage.value])
    return Decision(
        (tell(told),),
        entries=(Entry("stage.confirmed", bench.here.id, (("stage", stage.value),), arrival.person),),
        changes=(StageConfirmed(bench.here.id, stage),),
    )
