"""A chart in Slack: the numbers as small bars of characters, always with the same thing said in words.

Where the client draws them, ``data_visualization`` as well (docs.slack.dev, reference/block-kit/blocks/data-visualization-
block: title 50 characters, labels 20, 6 series, two a message; every series has a number for every label).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adapters.bands import picture_of
from adapters.slack.text import Paper, shorten
from adapters.wording import number, plainly
from facilitation.words import Chart

TITLE = 50
LABEL = 20
SERIES = 6
POINTS = 20
CHARTS_A_MESSAGE = 2
ADDRESS, ALT = 3000, 2000  # characters of an image's

STEPS = "▁▂▃▄▅▆▇█"
GAP = "·"
WIDTH = 12
FEW = 7  # bars that get a line each; more of them would fill the screen of a telephone


def native(chart: Chart, paper: Paper) -> dict[str, Any] | None:
    """Slack's own chart; None when it cannot show these numbers (a gap, too many, two labels alike, bands)."""
    if chart.kind == "bands":
        return None
    labels = [shorten(one, LABEL) for one in chart.labels]
    names = [shorten(plainly(name, paper.reader), LABEL) for name, _ in chart.series]
    whole = all(value is not None for _, row in chart.series for value in row)
    fits = 0 < len(labels) <= POINTS and 0 < len(names) <= SERIES
    if not (whole and fits and len(set(labels)) == len(labels) and len(set(names)) == len(names)):
        return None
    series = [
        {
            "name": name,
            "data": [{"label": at, "value": value} for at, value in zip(labels, row, strict=True)],
        }
        for name, (_, row) in zip(names, chart.series, strict=True)
    ]
    kind = "line" if chart.kind == "line" else "bar"
    return {
        "type": "data_visualization",
        "title": shorten(plainly(chart.title, paper.reader), TITLE),
        "chart": {"type": kind, "series": series, "axis_config": {"categories": labels}},
    }


def fetched(chart: Chart, paper: Paper) -> dict[str, Any] | None:
    """The picture that Slack can fetch from us, with what it shows in words; None where there is none."""
    address = picture_of(chart, paper.reader) if paper.pictures else ""
    if not 0 < len(address) <= ADDRESS:
        return None
    alt = f"{plainly(chart.title, paper.reader)}. {plainly(chart.twin, paper.reader)}"
    return {"type": "image", "image_url": address, "alt_text": shorten(alt, ALT)}


def characters(chart: Chart, paper: Paper) -> str:
    """The numbers as lines of characters, for a client that draws no charts: '' when there is none."""
    known = [value for _, row in chart.series for value in row if value is not None]
    if not known:
        return ""
    low = chart.low if chart.low is not None else min(0.0, *known) if chart.kind == "bars" else min(known)
    high = chart.high if chart.high is not None else max(known)
    apart = chart.kind == "bars" and len(chart.series) == 1
    draw = _lines if not apart else _bars if len(chart.labels) <= FEW else _row
    return "\n".join(draw(chart, low, max(high, low), paper))


def _share(value: float, low: float, high: float) -> float:
    return 0.0 if high <= low else min(1.0, max(0.0, (value - low) / (high - low)))


def _steps(row: Sequence[float | None], low: float, high: float) -> str:
    return "".join(
        GAP if value is None else STEPS[round(_share(value, low, high) * (len(STEPS) - 1))] for value in row
    )


def _row(chart: Chart, low: float, high: float, paper: Paper) -> list[str]:
    """Many bars side by side in one line, between the first label and the last."""
    return [f"{chart.labels[0]} {_steps(chart.series[0][1], low, high)} {chart.labels[-1]}"]


def _lines(chart: Chart, low: float, high: float, paper: Paper) -> list[str]:
    out = []
    for name, row in chart.series:
        steps = _steps(row, low, high)
        last = next((value for value in reversed(row) if value is not None), None)
        said = "" if last is None else f" {number(last, paper.reader.language)}"
        out.append(f"{steps}{said}  {plainly(name, paper.reader)}")
    return out


def _bars(chart: Chart, low: float, high: float, paper: Paper) -> list[str]:
    (_, row), out = chart.series[0], []
    for label, value in zip(chart.labels, row, strict=False):
        if value is None:
            out.append(f"{GAP}  {label}")
            continue
        filled = round(_share(value, low, high) * WIDTH)
        out.append(f"{STEPS[6] * filled or STEPS[0]} {number(value, paper.reader.language)}  {label}")
    return out
