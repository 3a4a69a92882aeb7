"""Pictures of bands that have an address of their own: everything that is drawn stands in the address, signed.

Nothing is kept for it, and nobody can make the bot draw what it did not say itself. A picture holds published figures
and the names of our measures, no name of a community or a person and no words that anybody typed. Dark strokes on a
light ground of its own: readable in dark mode, and by shape alone for whoever sees no colours.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from facilitation.on_demand import OnDemand

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont
else:
    Image, ImageDraw, ImageFont = (OnDemand(f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFont"))

PATH = "/pictures/"
GROUND, INK, FAINT = "#FAFAF7", "#1D1D1B", "#8A8A85"
WIDTH, ROW, TOP, EDGE = 1000, 88, 56, 48  # drawn at twice the size it is shown
NAMES, LETTERS = 470, 26  # where the scale begins; the height of letters
SEAL = 16  # bytes of the signature

Row = tuple[str, tuple[float | None, ...]]  # a name, and from where, the figure, to where, the figure before


@dataclass(frozen=True, slots=True)
class Gallery:
    """Where pictures can be fetched. ``base``: the address people reach us at; ``key`` signs what is drawn."""

    base: str
    key: bytes = field(repr=False)

    def address(self, low: float, high: float, rows: Sequence[Row]) -> str:
        """The address of one picture."""
        told = json.dumps([low, high, rows], ensure_ascii=True, separators=(",", ":")).encode()
        return f"{self.base.rstrip('/')}{PATH}{_text(told)}.{_text(self._seal(told))}.png"

    def fetched(self, token: str) -> bytes | None:
        """The picture behind an address, as PNG; None for one that we did not make."""
        told, _, seal = token.partition(".")
        try:
            words = _bytes(told)
            genuine = hmac.compare_digest(self._seal(words), _bytes(seal))
        except ValueError:
            return None
        return drawn(words) if genuine else None

    def _seal(self, told: bytes) -> bytes:
        return hmac.new(self.key, b"picture " + told, hashlib.sha256).digest()[:SEAL]


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


@lru_cache(maxsize=256)
def drawn(told: bytes) -> bytes:
    """The picture as PNG."""
    low, high, rows = json.loads(told)
    image = Image.new("RGB", (WIDTH, TOP + ROW * len(rows) + EDGE), GROUND)
    pen = _Pen(ImageDraw.Draw(image), low, high)
    pen.scale(len(rows))
    for at, (name, row) in enumerate(rows):
        pen.row(name, row, TOP + ROW * at + ROW // 2)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


@dataclass(frozen=True)
class _Pen:
    draw: ImageDraw.ImageDraw
    low: float
    high: float

    def x(self, value: float) -> float:
        return NAMES + (value - self.low) / (self.high - self.low) * (WIDTH - EDGE - NAMES)

    def words(self, at: tuple[float, float], said: str, anchor: str, size: int = LETTERS) -> None:
        self.draw.text(at, said, INK, ImageFont.load_default(size), anchor)

    def scale(self, rows: int) -> None:
        """A thin line at every whole point, its number above."""
        for point in range(int(self.low), int(self.high) + 1):
            x = self.x(point)
            self.draw.line((x, TOP, x, TOP + ROW * rows), FAINT, 1)
            self.words((x, TOP - 14), str(point), "ms")

    def row(self, name: str, row: Sequence[float | None], y: float) -> None:
        """The band as a thick line with ends, the figure as a dot, the last figure as a ring around nothing."""
        start, value, end, before = row
        self.words((EDGE / 2, y), name, "lm")
        if start is not None and end is not None:
            self.draw.line((self.x(start), y, self.x(end), y), INK, 6)
            for x in (self.x(start), self.x(end)):
                self.draw.line((x, y - 14, x, y + 14), INK, 4)
        if before is not None:
            self._circle(self.x(before), y, 20, None)
        if value is not None:
            self._circle(self.x(value), y, 12, INK)

    def _circle(self, x: float, y: float, size: int, fill: str | None) -> None:
        self.draw.ellipse((x - size, y - size, x + size, y + size), fill, INK, 4)
