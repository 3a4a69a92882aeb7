"""Slack's own types as JSON Schema, to hold every drawn message and view against."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match, relevance

MADE = Path(__file__).resolve().parents[2] / ".tools" / "schemas" / "slack-types.json"


@functools.cache
def slack_types() -> dict[str, Any]:
    """Every exported type of @slack/types under ``definitions``. `make test` makes the file."""
    schema: dict[str, Any] = json.loads(MADE.read_text())
    return schema


@functools.cache
def validator(kind: str) -> Draft7Validator:
    """A validator for one exported type: ``KnownBlock``, ``ModalView``, ``HomeView``, …"""
    return Draft7Validator({"$ref": f"#/definitions/{kind}", "definitions": slack_types()["definitions"]})


def faults(kind: str, drawn: Any) -> list[str]:
    """What Slack's types have against ``drawn``, most telling first; [] when nothing."""
    found = [best_match([error], key=relevance) or error for error in validator(kind).iter_errors(drawn)]
    return [f"{error.json_path}: {error.message[:300]}" for error in found]


def block_faults(blocks: list[dict[str, Any]]) -> list[str]:
    """Faults of a message's blocks, each named by its place and its type."""
    return [
        f"block {place} ({block.get('type')}): {fault}"
        for place, block in enumerate(blocks)
        for fault in faults(_KIND.get(str(block.get("type")), "KnownBlock"), block)
    ]


# Naming the exact type gives one clear fault where the union of all blocks would give thirty.
_KIND = {
    "actions": "ActionsBlock",
    "context": "ContextBlock",
    "divider": "DividerBlock",
    "header": "HeaderBlock",
    "image": "ImageBlock",
    "input": "InputBlock",
    "rich_text": "RichTextBlock",
    "section": "SectionBlock",
    "table": "TableBlock",
}
