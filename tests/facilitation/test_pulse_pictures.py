"""Pictures of a pulse hold what was shown and nothing else, from the oldest to the newest."""

from __future__ import annotations

from datetime import date, timedelta

from facilitation.pulse.instruments import RATING, OwnQuestion, Scale
from facilitation.pulse.pictures import BAND, band, bands, estimate_of, trends
from facilitation.pulse.statistics import mean_estimate
from facilitation.pulse.wave import Figure, Published, Wave
from facilitation.voice import pulse_results as say
from facilitation.voice.catalogue import plain
from tests.facilitation.worlds import utc

COUNTS = {1: (0, 2, 3, 2, 1), 2: (1, 2, 3, 2, 0), 3: (0, 0, 0, 2, 6), 4: (6, 2, 0, 0, 0)}


def told(
    number: int, measure: str = "ID", before: int | None = None, own: OwnQuestion | None = None
) -> Published:
    wave = Wave(
        f"w{number}", "c1", "C", number, (measure,), (0,), "U1", utc(2026, 1, 1), utc(2026, 1, 6), own=own
    )
    on = date(2026, 1, 6) + timedelta(days=35 * number)
    earlier = Figure("f0", "c1", "w0", measure, on, COUNTS[before], 8) if before else None
    return Published(wave, Figure(f"f{number}", "c1", f"w{number}", measure, on, COUNTS[number], 8), earlier)


def test_one_measure_over_three_pulses_is_a_line_between_what_it_likely_lay() -> None:
    (chart,) = trends([told(3), told(2), told(1)])
    lay = [mean_estimate(COUNTS[number]) for number in (1, 2, 3)]
    assert (chart.kind, chart.low, chart.high) == ("line", 1.0, 5.0)
    assert chart.labels == ("10 Feb 2026", "17 Mar 2026", "21 Apr 2026")
    assert chart.series == (
        (say.AT_MOST, tuple(one.high for one in lay)),
        (say.SHOWN, tuple(one.value for one in lay)),
        (say.AT_LEAST, tuple(one.low for one in lay)),
    )
    assert plain(chart.title).endswith(", over time")
    assert chart.twin == say.TREND_TWIN(low=lay[0].value, high=lay[2].value, n=3)


def test_two_pulses_are_no_picture_and_two_pictures_are_enough() -> None:
    assert trends([told(2), told(1)]) == ()
    many = [told(number, measure) for number in (3, 2, 1) for measure in ("ID", "BE", "PS")]
    drawn = trends(many)
    assert len(drawn) == 2 and drawn[0].title != drawn[1].title
    assert drawn == trends([one for one in many if one.measure != "PS"])


def test_a_conveners_own_question_is_never_a_trend() -> None:
    own = OwnQuestion("Do pairs help?", Scale.AGREEMENT)
    assert trends([told(number, "own", own=own) for number in (3, 2, 1)]) == ()


def test_a_single_figure_is_said_and_two_are_drawn_with_the_last_one() -> None:
    assert bands([told(3)]) == ()
    (chart,) = bands([told(3, "ID", before=1), told(2, "BE")])
    assert chart.labels == BAND and (chart.kind, chart.low, chart.high) == ("bands", 1.0, 5.0)
    now, before = mean_estimate(COUNTS[3]), mean_estimate(COUNTS[1])
    assert chart.series[0][1] == (now.low, now.value, now.high, before.value)
    assert band(told(2, "BE"))[3] is None


def test_ratings_begin_at_nought_and_agreement_at_one() -> None:
    eleven = (0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0)
    rated = Wave("w", "c1", "C", 1, (RATING,), (0,), "U1", utc(2026, 1, 1), utc(2026, 1, 6), round=1)
    figure = Figure("f", "c1", "w", RATING, date(2026, 1, 6), eleven, 8)
    assert estimate_of(rated, figure).value == 5.0
    assert estimate_of(told(3).wave, told(3).figure).value == mean_estimate(COUNTS[3]).value
