"""``make mutants``: make, watch, draw, judge, tell. ``EVENER_MUTANTS`` is how many are drawn, ``SEED`` by which lot.

``ONLY`` is one part of facilitation/ to look at, such as ``story``; then only test files that name it are watched and asked.
With ``EVENER_MUTANTS_PAGE=1`` the result is put into docs/mutants.md, if it is of the whole.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.doing import CannotGoOn, say
from tools.mutants import making, telling
from tools.mutants.sampling import asked_of, of_part, sample
from tools.mutants.watching import book_of, known
from tools.places import ROOT

PAGE = ROOT / "docs" / "mutants.md"
ROOMS = ("tests/facilitation", "tests/contracts", "tests/never_an_answer", "tests/bot")
MINUTES = "test_minutes.py"  # holds scenes of every part
# Their tests share one long life, or are one, which a fork for each mutant would have to live anew.
LONG = (
    "tests/contracts/test_every_door.py",
    "tests/contracts/test_forms_sent_empty.py",
    "tests/bot/simulation/test_year.py",
    "tests/never_an_answer/test_suite.py",
)


def main() -> int:
    """Run what the environment asks for and print the figure; the details lie in .mutants/last.json."""
    size, seed = int(os.environ.get("EVENER_MUTANTS", "1200")), int(os.environ.get("SEED", "1"))
    only = os.environ.get("ONLY", "")
    mutants = of_part(making.make(), only)
    if not mutants:
        raise CannotGoOn(f"ONLY={only} names no folder and no file in facilitation/")
    watched = _watched(only)
    drawn = sample(mutants, size, seed)
    say(f"{len(mutants)} mutants; trying {len(drawn)} of them, drawn with seed {seed} …")
    verdicts = _judged(drawn, watched)
    result = telling.Result(seed, len(mutants), [(one, verdicts.get(one.name, "no test")) for one in drawn])
    (making.HOME / "last.json").write_text(telling.as_json(result))
    if os.environ.get("EVENER_MUTANTS_PAGE") and not only:
        PAGE.write_text(telling.page(result, PAGE.read_text()))
    print(telling.summary(result))
    return 0


def _watched(only: str) -> dict[str, dict[str, object]]:
    """Which test runs which function: each test file is watched once, and again when it changed. '' for ``only``: all."""
    books = making.HOME / "watched"
    books.mkdir(parents=True, exist_ok=True)
    files = [path for room in ROOMS for path in sorted((making.HOUSE / room).rglob("test_*.py"))]
    files = [path for path in files if str(path.relative_to(making.HOUSE)) not in LONG]
    files = [path for path in files if only in path.read_text() or path.name == MINUTES]
    book = {file: books / book_of(file, making.HOUSE) for file in files}
    new = [file for file in files if not book[file].with_suffix(".whole").exists()]
    if new:
        say(f"watching which functions the tests of {len(new)} files run …")
        places = [file.relative_to(making.HOUSE) for file in new]
        if _pytest("watching", places, EVENER_MUTANTS_BOOK=books) not in (0, 1):
            raise CannotGoOn(
                f"the tests could not be run; what they said is in {making.HOME / 'watching.log'}"
            )
    for file in new:
        book[file].with_suffix(".whole").touch()
    return {test: line for file in files for test, line in known(book[file]).items()}


def _judged(drawn: Sequence[making.Mutant], watched: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """The verdict of each mutant; a mutant that no test reaches gets none."""
    order, book = making.HOME / "order.json", making.HOME / "verdicts.jsonl"
    trials = [{"mutant": one.name, "tests": asked_of(one, watched)} for one in drawn]
    trials = [one for one in trials if one["tests"]]
    told = json.dumps(trials)
    if not order.is_file() or order.read_text() != told:
        book.unlink(missing_ok=True)  # else the same run was interrupted, and goes on where it stood
    order.write_text(told)
    rooms = sorted({test.partition("::")[0] for one in trials for test, _ in one["tests"]})
    _pytest("judging", rooms, EVENER_MUTANTS_BOOK=book, EVENER_MUTANTS_ORDER=order)
    lines = map(json.loads, book.read_text().splitlines())
    return {line["mutant"]: line["verdict"] for line in lines}


def _pytest(plugin: str, places: Sequence[str | Path], **env: Path) -> int:
    words = ["-s", "-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", "-p", f"tools.mutants.{plugin}", *words, *map(str, places)]
    with (making.HOME / f"{plugin}.log").open("a") as log:
        return subprocess.run(
            command,
            cwd=making.HOUSE,
            env={**os.environ, **{name: str(path) for name, path in env.items()}},
            stdout=log,
            stderr=log,
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
