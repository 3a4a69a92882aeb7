"""docs/a-new-nudge.md is true: it names four files, they exist, and every nudge is in all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from facilitation.nudges.catalogue import KINDS

HERE = Path(__file__).parents[2]
PAGE = (HERE / "docs" / "a-new-nudge.md").read_text(encoding="utf-8")
FILES = re.findall(r"^## \d\. .*`([^`]+)`$", PAGE, re.MULTILINE)
SHARED = {
    "__init__",
    "nudge",
    "picture",
    "moves",
    "catalogue",
    "desk",
    "week",
    "answers",
    "measure",
    "talk",
    "came",
}


def test_the_page_names_four_files_that_exist_and_one_of_them_is_a_test() -> None:
    assert len(FILES) == 4
    assert all((HERE / file).is_file() for file in FILES)
    assert sum(file.startswith("tests/") for file in FILES) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_nudge_is_in_those_files_and_its_own_is_short(kind: str) -> None:
    own = (HERE / "facilitation" / "nudges" / f"{kind}.py").read_text(encoding="utf-8")
    assert f"def {kind}(p: Picture)" in own
    assert len(own.splitlines()) <= 40
    voices = [
        path.read_text(encoding="utf-8") for path in (HERE / "facilitation" / "voice").glob("nudges_*.py")
    ]
    assert sum(f'"{kind}",' in voice for voice in voices) == 1
    assert f'"{kind}": (' in (HERE / FILES[3]).read_text(encoding="utf-8")


def test_every_file_beside_them_is_a_nudge_or_shared_by_all() -> None:
    files = {path.stem for path in (HERE / "facilitation" / "nudges").glob("*.py")}
    assert files == set(KINDS) | SHARED


def test_the_code_on_the_page_is_the_code_in_the_house() -> None:
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        code = block.split('"""\n\n', 1)[-1].strip()
        assert any(same(code) in same((HERE / file).read_text(encoding="utf-8")) for file in FILES + OWN), (
            code
        )


OWN = ["facilitation/nudges/no_rhythm.py"]


def same(text: str) -> str:
    """Code without its layout."""
    return re.sub(r"\s+|,(?=\s*[)\]}])", "", text).rstrip(",")
