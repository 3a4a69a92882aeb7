"""How a community stands by its published figures: bands, honest changes, nothing that was not published."""

from __future__ import annotations

from datetime import date

from facilitation.pulse.standing import Shown, Standing, standings
from facilitation.pulse.wave import Figure

LOW, MIDDLE, HIGH = (6, 2, 0, 0, 0), (1, 2, 3, 2, 0), (0, 0, 0, 2, 6)


def shown(counts, wave="w2", measure="ID", about="", fresh=True, community="c1"):
    figure = Figure(f"{wave}{measure}", community, wave, measure, date(2026, 3, 2), counts, 9)
    return Shown(figure, about, fresh)


def test_a_first_figure_has_nothing_to_compare_with():
    assert standings([shown(MIDDLE)]) == {"c1": (Standing("ID", 1.5, 4.0, None),)}


def test_a_change_is_said_only_where_the_published_bands_do_not_meet():
    up, still, down = (
        standings([shown(new), shown(old, "w1", fresh=False)])["c1"][0].change
        for new, old in ((HIGH, LOW), (MIDDLE, (0, 2, 3, 2, 1)), (LOW, HIGH))
    )
    assert (up, still, down) == (1, 0, -1)


def test_efficacy_is_compared_only_with_a_pulse_about_the_same_problem():
    other = standings([shown(HIGH, measure="EF", about="onboarding"), shown(LOW, "w1", "EF", "deploys")])
    assert other["c1"][0].change is None
    again = standings(
        [
            shown(HIGH, "w3", "EF", "onboarding"),
            shown(MIDDLE, "w2", "EF", "deploys"),
            shown(LOW, "w1", "EF", "onboarding", fresh=False),
        ]
    )
    assert again["c1"][0].change == 1


def test_a_figure_older_than_a_quarter_is_not_shown_and_the_order_is_always_the_same():
    found = standings(
        [
            shown(MIDDLE, measure="SU"),
            shown(MIDDLE),
            shown(MIDDLE, measure="EM", fresh=False),
            shown(HIGH, community="c2"),
        ]
    )
    assert [one.measure for one in found["c1"]] == ["ID", "SU"]
    assert [one.measure for one in found["c2"]] == ["ID"]
