"""Pictures of results: where each figure lies with its band, and one measure over time. Everything in them is said in words too."""

from __future__ import annotations

from collections.abc import Sequence

from facilitation.pulse.instruments import Scale
from facilitation.pulse.saying import subject_said
from facilitation.pulse.statistics import Estimate, mean_estimate
from facilitation.pulse.wave import Figure, Published, Wave
from facilitation.voice import pulse_results as say
from facilitation.words import Chart

ENDS = {Scale.AGREEMENT: (1.0, 5.0), Scale.RATING: (0.0, 10.0)}
BAND = ("low", "figure", "high", "before")  # what the labels of a chart of bands stand for
A_TREND = 3  # pulses; two points are no picture
MOST_TRENDS = 2  # Slack draws two charts in a message


def estimate_of(wave: Wave, figure: Figure) -> Estimate:
    return mean_estimate(figure.counts, lowest=0 if wave.scale_of(figure.measure) is Scale.RATING else 1)


def bands(told: Sequence[Published]) -> tuple[Chart, ...]:
    """One line for each figure of a wave that is a mean: its band, the figure, and the last one."""
    drawn = [one for one in told if one.wave.scale_of(one.measure) is Scale.AGREEMENT]
    if len(drawn) < 2:  # a single figure is said quicker than it is drawn
        return ()
    series = tuple((subject_said(one.wave, one.measure), band(one)) for one in drawn)
    low, high = ENDS[Scale.AGREEMENT]
    return (Chart("bands", say.PICTURE, BAND, series, say.PICTURE_TWIN(), low, high),)


def band(one: Published) -> tuple[float | None, ...]:
    now = estimate_of(one.wave, one.figure)
    before = estimate_of(one.wave, one.before).value if one.before else None
    return (now.low, now.value, now.high, before)


def trends(told: Sequence[Published]) -> tuple[Chart, ...]:
    """The first two measures that were shown three times or more, each over its pulses; ``told`` has the newest first."""
    measures = dict.fromkeys(
        one.measure
        for one in told
        if one.wave.scale_of(one.measure) is Scale.AGREEMENT and one.measure != "own"
    )
    found = [[one for one in reversed(told) if one.measure == measure] for measure in measures]
    return tuple(trend(one) for one in found if len(one) >= A_TREND)[:MOST_TRENDS]


def trend(shown: Sequence[Published]) -> Chart:
    """One measure, oldest first: what was shown, between what it likely lay."""
    told = [estimate_of(one.wave, one.figure) for one in shown]
    labels = tuple(f"{one.figure.on:%-d %b %Y}" for one in shown)
    series = (
        (say.AT_MOST, tuple(one.high for one in told)),
        (say.SHOWN, tuple(one.value for one in told)),
        (say.AT_LEAST, tuple(one.low for one in told)),
    )
    title = say.TREND(measure=subject_said(shown[0].wave, shown[0].measure))
    twin = say.TREND_TWIN(low=told[0].value, high=told[-1].value, n=len(shown))
    low, high = ENDS[Scale.AGREEMENT]
    return Chart("line", title, labels, series, twin, low, high)
