"""Who judges a card: Microsoft's schema of Adaptive Cards 1.5, and the library ``adaptivecards`` that draws them.

Teams' own additions are taken out first, each by name: the schema and the library do not know them.
"""

from __future__ import annotations

import functools
import json
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator
from jsonschema.exceptions import best_match, relevance

from tools import places

Json = Any
LIBRARY = places.NODE_MODULES / "adaptivecards"
PICKER = {"title": "chosen from the directory", "value": "-"}


@functools.cache
def _schema() -> Draft6Validator:
    whole = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text())
    return Draft6Validator(whole)


def without_additions(card: Json) -> Json:
    """The card without ``msteams``, without Chart.* where they may be dropped, and with people pickers as lists."""
    if isinstance(card, list):
        return [without_additions(one) for one in card if not _may_be_dropped(one)]
    if not isinstance(card, dict):
        return card
    plain = {
        name: without_additions(one) for name, one in card.items() if name not in ("msteams", "choices.data")
    }
    if "choices.data" in card and not plain["choices"]:
        plain["choices"] = [PICKER]
    return plain


def _may_be_dropped(element: Json) -> bool:
    """Newer than 1.5, and says what to do where it is not known."""
    return (
        isinstance(element, dict)
        and str(element.get("type", "")).startswith("Chart.")
        and element.get("fallback") == "drop"
    )


def schema_faults(card: Json) -> list[str]:
    """What the published schema has against a card; [] when nothing."""
    found = [
        best_match([one], key=relevance) or one for one in _schema().iter_errors(without_additions(card))
    ]
    return [f"{one.json_path}: {one.message[:300]}" for one in found]


def library_faults(cards: Sequence[Json]) -> list[list[str]]:
    """What the library has against each card when it parses it."""
    given = json.dumps([without_additions(card) for card in cards])
    script = Path(__file__).with_name("judge.js")
    ran = subprocess.run(
        [places.node(), script, LIBRARY], input=given, capture_output=True, text=True, check=True, timeout=60
    )
    said: list[list[str]] = json.loads(ran.stdout)
    return said


LOOKS = frozenset({"type", "version", "size", "weight", "style", "color", "spacing", "associatedInputs"})


def shape(card: Json, under: str = "") -> str:
    """What the schema looks at: the card without people's words, its repeated elements once."""
    if isinstance(card, dict):
        return "{" + ",".join(f"{name}:{shape(one, name)}" for name, one in sorted(card.items())) + "}"
    if isinstance(card, list):
        return "[" + ",".join(sorted({shape(one, under) for one in card})) + "]"
    return str(card) if under in LOOKS else type(card).__name__


def all_faults(cards: Sequence[Json]) -> list[list[str]]:
    """Everything both judges have against these cards; each shape goes before the schema, which is slow, once."""
    one_of_each = {shape(one): one for one in cards}.values()
    found = [*(schema_faults(one) for one in one_of_each), *library_faults(cards)]
    return [faults for faults in found if faults]
