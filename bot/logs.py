"""Structured logs: one JSON line a fact, with the arrival's id through every line, and no secrets, people or words of theirs."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from traceback import extract_tb
from typing import Any, TextIO

import structlog

SECRET = re.compile(r"\b(xox[a-z]-[\w-]+|xapp-[\w-]+|xwfp-[\w-]+|eyJ[\w-]+\.[\w-]+\.[\w-]+)")


def hide_secrets(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Tokens that slipped into a message or an error are blotted out, wherever they stand."""
    return {
        key: SECRET.sub("[secret]", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def stack_of(error: BaseException) -> str:
    """Where something broke, innermost last: files, lines and kinds of errors.

    Not what the errors say: ``KeyError`` and ``ValueError`` quote what they stumbled over, which may be a person or what
    they typed, and a database quotes what it was to keep. Of the system's own errors the number is told, of the
    database's the state.
    """
    return "\n".join(_lines_of(error))


def _lines_of(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines_of(before)
        yield "then:"
    for frame in extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"
    state = getattr(error, "sqlstate", None) or getattr(error, "errno", None)
    yield type(error).__name__ + (f" ({state})" if state else "")


def tell_stack(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """In place of structlog's and Python's own way to write an exception down."""
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    error = given[1] if isinstance(given, tuple) else given
    return event | {"exception": stack_of(error)} if isinstance(error, BaseException) else event


ABOUT: ContextVar[Mapping[str, str]] = ContextVar("evener_about", default={})  # noqa: B039 — nobody writes to it


class About:
    """Every line that is logged inside says this as well: structlog's own way to do so costs each arrival 10 µs."""

    __slots__ = ("_before", "_said")

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said

    def __enter__(self) -> None:
        self._before = ABOUT.set(self._said)

    def __exit__(self, *_why: object) -> None:
        ABOUT.reset(self._before)


def tell_about(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """What is going on while this is logged; a line's own words come first."""
    return {**ABOUT.get(), **event}


def set_up(level: str = "info", stream: TextIO | None = None) -> None:
    """Send structlog's and the standard library's lines to one place (stderr)."""
    shared: list[Any] = [
        tell_about,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        tell_stack,
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
