"""A table with a column of every type that this house keeps, and a row in which nothing is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, MetaData, String, Table

from storage.tables import Instant

NOON = datetime(2026, 1, 5, 12, 30, 15, 250, tzinfo=UTC)
things = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("words", String(20)),
    Column("at", Instant),
    Column("day", Date),
    Column("is_so", Boolean),
    Column("much", Float),
    Column("raw", LargeBinary),
    Column("more", JSON(none_as_null=True)),
)
FULL = {
    "words": "ü",
    "at": NOON,
    "day": date(2026, 1, 5),
    "is_so": True,
    "much": 1.5,
    "raw": b"x",
    "more": [{"a": 1}],
}
