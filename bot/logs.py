"""Structured logs: one JSON line a fact, with the arrival's id through every line, and no secrets."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any, TextIO

import structlog

SECRET = re.compile(r"\b(xox[a-z]-[\w-]+|xapp-[\w-]+|xwfp-[\w-]+|eyJ[\w-]+\.[\w-]+\.[\w-]+)")


def hide_secrets(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Tokens that slipped into a message or an error are blotted out, wherever they stand."""
    return {
        key: SECRET.sub("[secret]", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def set_up(level: str = "info", stream: TextIO | None = None) -> None:
    """Send structlog's and the standard library's lines to one place (stderr)."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                hide_secrets,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("apscheduler", "aiosqlite", "aiohttp.access", "slack_bolt", "slack_sdk"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))


def log(name: str) -> Any:
    """A logger of this module's name."""
    return structlog.get_logger(name)
