"""A picture of bands in letters: ``1 ┄┄━━●━┄┄ 5 · Belonging 4``. It needs no colour and no client that draws."""

from __future__ import annotations

import math

from adapters.port import Reader
from adapters.wording import number, plainly
from facilitation.words import Chart

EMPTY, LINE, DOT, RING, BOTH = "┄", "━", "●", "○", "◉"
WIDEST = 36  # letters of a name beside its line
STEPS = {4.0: 9, 10.0: 21}  # half points of a 5-point scale and of 0 to 10


def band_lines(chart: Chart, reader: Reader) -> list[str]:
    """One line for each series: from where, the figure, to where, and the figure before as a ring."""
    low, high = chart.low or 0.0, chart.high or 1.0
    steps = STEPS.get(high - low, 21)
    return [_line(plainly(name, reader), row, low, high, steps, reader) for name, row in chart.series]


def picture_of(chart: Chart, reader: Reader) -> str:
    """The address of the same as a picture; '' where none can be fetched.

    Pillow's own letters are ASCII only: where a name holds others, lines are numbered in the order of the words above.
    """
    if reader.pictures is None or chart.kind != "bands":
        return ""
    names = [_short(plainly(name, reader)) for name, _ in chart.series]
    told = names if all(name.isascii() for name in names) else [str(at + 1) for at in range(len(names))]
    rows = [(name, row) for name, (_, row) in zip(told, chart.series, strict=True)]
    return reader.pictures.address(chart.low or 0.0, chart.high or 1.0, rows)


def _line(
    name: str, row: tuple[float | None, ...], low: float, high: float, steps: int, reader: Reader
) -> str:
    start, value, end, before = (None if one is None else _at(one, low, high, steps) for one in row)
    drawn = [EMPTY] * steps
    if start is not None and end is not None:
        drawn[start : end + 1] = [LINE] * (end + 1 - start)
    if before is not None:
        drawn[before] = RING
    if value is not None:
        drawn[value] = BOTH if value == before else DOT
    first, last = number(low, reader.language), number(high, reader.language)
    said = "" if row[1] is None else number(row[1], reader.language)
    return f"{first} {''.join(drawn)} {last} · {_short(name)} {said}".rstrip()


def _at(value: float, low: float, high: float, steps: int) -> int:
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return math.floor(share * (steps - 1) + 0.5)


def _short(name: str) -> str:
    return name if len(name) <= WIDEST else name[: WIDEST - 1].rstrip() + "…"
