"""Traces for those who collect them: off, and free, unless OpenTelemetry is installed and told where to send.

``pip install 'evener[otel]'`` and the standard variable OTEL_EXPORTER_OTLP_ENDPOINT turn them on. A span holds ids, kinds
and outcomes; no words and no names.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import structlog

logger = structlog.get_logger(__name__)

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
NOTHING: AbstractContextManager[Any] = nullcontext()


class Tracing:
    """Where spans go; nowhere until somebody says where."""

    def __init__(self) -> None:
        self.tracer: Any = None

    def span(self, name: str, **about: str) -> AbstractContextManager[Any]:
        """Around one piece of work. ``about``: ids and kinds."""
        if self.tracer is None:
            return NOTHING
        started: AbstractContextManager[Any] = self.tracer.start_as_current_span(
            name, attributes={f"evener.{key}": value for key, value in about.items()}
        )
        return started


TRACING = Tracing()
span = TRACING.span


def set_up(environment: Mapping[str, str] = os.environ) -> bool:
    """Send spans where the environment says; False when it says nothing or the library is not installed."""
    if not environment.get(ENDPOINT):
        return False
    try:
        # the library is an extra: it is neither installed nor loaded where nobody collects traces
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        logger.warning("tracing.missing", do="pip install 'evener[otel]'")
        return False
    provider = TracerProvider(resource=Resource.create({"service.name": "evener"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    TRACING.tracer = provider.get_tracer("evener")
    return True
