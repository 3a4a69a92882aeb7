"""A copy of the checkout whose facilitation/ holds every mutant beside the original, each behind a switch."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from difflib import unified_diff
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from mutmut.mutation.data import LineSpan
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name, mangled_name_from_mutant_name

from tools.doing import fingerprint, say
from tools.places import ROOT

HOME = ROOT / ".mutants"
HOUSE = HOME / "house"
# voice/ is sentences, which tests of translations and of never-an-answer read as a whole. What decides there is here.
DECIDES_IN_VOICE = frozenset({"catalogue.py", "checks.py", "lint.py", "reading.py", "saying.py"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: mutmut's name for it, the function it is in, and the lines that differ, as ``-old`` and ``+new``."""

    name: str
    file: str
    function: str
    change: str


def make(home: Path = HOME) -> list[Mutant]:
    """Bring the copy up to date and list every mutant in it, sorted by file and place."""
    _copy(home / "house")
    _set_beside(home)
    files = sorted(path for path in (ROOT / "facilitation").rglob("*.py") if _decides(path))
    say(f"making the mutants of {len(files)} files …")
    with Pool(int(os.environ.get("JOBS", "1"))) as pool:
        made = pool.map(partial(_mutate, home), files, chunksize=4)
    return [Mutant(**row) for rows in made for row in rows]


def _decides(path: Path) -> bool:
    return path.parent.name != "voice" or path.name in DECIDES_IN_VOICE


def _set_beside(home: Path) -> None:
    """Some tests read public archives that lie beside the repository; they lie beside the copy as well."""
    archives, beside = ROOT.parent / "shared", home / "shared"
    if archives.is_dir() and not beside.exists():
        beside.symlink_to(archives.resolve())


def _copy(house: Path) -> None:
    """Every file that git knows or would take, as it stands now; facilitation/ comes with its mutants."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, house / name
        mutated = name.startswith("facilitation/") and name.endswith(".py") and _decides(source)
        if mutated or not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
    for old in [path for room in ("tests", "facilitation") for path in (house / room).rglob("*.py")]:
        if not (ROOT / old.relative_to(house)).exists():
            old.unlink()


def _mutate(home: Path, source: Path) -> list[dict[str, str]]:
    """Write one file with its mutants, unless it is there already, and say which they are."""
    place = source.relative_to(ROOT)
    kept = home / "made" / place.with_suffix(".json")
    target = home / "house" / place
    mark = fingerprint(source, "3")
    if kept.is_file() and target.is_file():
        before = json.loads(kept.read_text())
        if before["mark"] == mark:
            rows: list[dict[str, str]] = before["mutants"]
            return rows
    made = mutate_file_contents(str(place), source.read_text())
    rows = [
        asdict(_mutant(place, name, made.code.splitlines(), made.line_span_by_function_name))
        for name in made.mutant_names
    ]
    for path, text in ((target, made.code), (kept, json.dumps({"mark": mark, "mutants": rows}))):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return rows


def _mutant(place: Path, name: str, lines: list[str], spans: Mapping[str, LineSpan]) -> Mutant:
    function = mangled_name_from_mutant_name(name)
    return Mutant(
        get_mutant_name(place, name),
        str(place),
        function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", "."),
        _change(*(_body(lines, spans[one], one) for one in (f"{function}__mutmut_orig", name))),
    )


def _body(lines: list[str], span: LineSpan, name: str) -> list[str]:
    """The lines of one copy of a function, under the name that all copies share."""
    return [line.replace(name, "it") for line in lines[span.start - 1 : span.end]]


def _change(before: list[str], after: list[str]) -> str:
    found = [line for line in unified_diff(before, after, n=0, lineterm="")][2:]
    return "\n".join(line[0] + line[1:].strip() for line in found if line[0] in "+-")
