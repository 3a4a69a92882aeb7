"""Traces are off and free until somebody says where to send them; then each arrival and letter is a span."""

from __future__ import annotations

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot import tracing
from facilitation.voice.community import TOLD
from facilitation.words import Command, Letter, Message, Prose
from tests.contracts.test_postman import write
from tests.harness.house import CHANNEL, lived_in


def test_without_an_address_nothing_is_set_up_and_a_span_is_nothing() -> None:
    assert not tracing.set_up({})
    assert tracing.span("arrival", arrival="1") is tracing.NOTHING


@pytest.mark.asyncio
async def test_an_arrival_and_a_letter_are_spans_with_ids_and_kinds_only(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr(tracing.TRACING, "tracer", provider.get_tracer("test"))
    async with lived_in(sqlite_url) as lived:
        await lived.arrives("slack:U1", Command("leave", CHANNEL, opener="open"), id="one")
        await write(lived, Letter("l:1", CHANNEL, Message(TOLD, (Prose((TOLD,)),)), "digest.sponsor"))
        await lived.house.beat()
    spans = {span.name: dict(span.attributes or {}) for span in kept.get_finished_spans()}
    assert spans["arrival"] == {"evener.arrival": "one", "evener.workspace": "slack:T1"}
    assert spans["letter"].keys() == {"evener.letter", "evener.workspace", "evener.kind"}
