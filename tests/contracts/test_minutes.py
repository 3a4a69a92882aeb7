"""Whole scenes, told elsewhere for one belief each, stand here as minutes: everything that was decided, word by word.

``EVENER_MINUTES=write`` writes them anew; what changed then stands in the diff, and somebody reads it.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import pytest

from tests.harness.minutes import taking_minutes

FOLDER = Path(__file__).resolve().parent.parent / "data" / "minutes"
SCENES = tuple(filter(None, (FOLDER / "scenes.txt").read_text().splitlines()))

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("scene", SCENES)
async def test_what_is_decided_in_a_scene_is_what_its_minutes_say(scene: str, sqlite_url: str) -> None:
    room, _, name = scene.partition(" ")
    with taking_minutes() as minutes:
        await getattr(importlib.import_module(f"tests.contracts.test_{room}"), f"test_{name}")(sqlite_url)
    kept = FOLDER / room / f"{name}.txt"
    if os.environ.get("EVENER_MINUTES") == "write":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(minutes.text())
    assert minutes.text() == kept.read_text()
