"""A sentence that is held back at the last moment is counted where operators look."""

from __future__ import annotations

from prometheus_client import REGISTRY, generate_latest

from bot import metrics
from facilitation.voice.checks import Check
from facilitation.voice.saying import LISTENERS, SAFE, say
from tests.never_an_answer.saboteurs import declared, sabotages


def counted(check: Check) -> float:
    return REGISTRY.get_sample_value("evener_leaks_total", {"check": check.name.lower()}) or 0.0


def test_a_leak_that_was_held_back_is_counted_once_under_its_check() -> None:
    metrics.listen()
    metrics.listen()
    planted = [one for one in sabotages() if one.only is Check.NO_ADVICE]
    before = counted(Check.NO_ADVICE)
    with declared(planted):
        said = say(planted[0].phrase, planted[0].translate)
    assert said == say(SAFE)
    assert counted(Check.NO_ADVICE) == before + 1
    assert LISTENERS.count(metrics.count_leak) == 1


def test_zero_leaks_are_shown_as_zero() -> None:
    assert b'evener_leaks_total{check="declared"}' in generate_latest(REGISTRY)
