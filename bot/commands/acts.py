"""``evener acts FILE.jsonl``: what each line of talk does, and how likely it advises. A drift alarm, read only in whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import orjson
import typer

from facilitation.acts import hear


class BadLine(Exception):
    """A line that is not ``{"text": "…"}``; its text names file and line."""


def acts(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help='Lines of {"text": "…"}.')],
) -> None:
    """Answer each line with {"act": …, "advice": probability}, in order, on standard output."""
    try:
        for answer in answers(file):
            sys.stdout.buffer.write(answer + b"\n")
    except BadLine as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(2) from why


def answers(file: Path) -> Iterator[bytes]:
    """One JSON line per line of the file, empty lines left out. Raises BadLine."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                heard = hear(_text(line, f"{file}:{number}"))
                yield orjson.dumps({"act": heard.act, "advice": heard.advice})


def _text(line: bytes, where: str) -> str:
    try:
        text = orjson.loads(line)["text"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as why:
        raise BadLine(f'{where}: expected {{"text": "…"}}, got {line[:60]!r}') from why
    if not isinstance(text, str):
        raise BadLine(f"{where}: text is a {type(text).__name__}, expected a string")
    return text
