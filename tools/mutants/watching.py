"""A pytest plugin for the copy: write down which functions each test runs, how long it takes, and whether it passes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

from tools.doing import fingerprint

# A search that is another one each time would call a mutant dead today and alive tomorrow.
settings.register_profile("mutants", deadline=None, derandomize=True, database=None)
settings.load_profile("mutants")


class Watching:
    """Writes one line for each test, at once, so that an interrupted run goes on where it stood."""

    def __init__(self, books: Path) -> None:
        self._books = books
        self._failed = False

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what was watched before, and PostgreSQL: the rules are the same there."""
        seen = {test for book in {self._book(item) for item in items} for test in known(book)}
        items[:] = [item for item in items if item.nodeid not in seen and watched(item)]
        set_mutant_under_test("stats")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """One test from the first fixture to the last."""
        state()._stats.clear()
        self._failed, began = False, time.monotonic()
        result = yield
        line = {
            "test": item.nodeid,
            "seconds": round(time.monotonic() - began, 4),
            "passed": not self._failed,
            "functions": sorted(state()._stats),
        }
        with self._book(item).open("a") as book:
            book.write(json.dumps(line) + "\n")
        return result

    def _book(self, item: pytest.Item) -> Path:
        return self._books / book_of(item.path, Path.cwd())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that fails without a mutant, or is skipped, says nothing about mutants."""
        self._failed = self._failed or not report.passed


@cache
def book_of(test_file: Path, house: Path) -> str:
    """The file in which the tests of one file are written down: another one when the tests change, or what minutes are."""
    makers = ("knocking.py", "minutes.py") if test_file.name == "test_minutes.py" else ()
    harness = [house / "tests" / "harness" / one for one in makers]
    return f"{fingerprint(test_file, str(test_file.relative_to(house)), *harness)}.jsonl"


def watched(item: pytest.Item) -> bool:
    """Whether the test may be asked: without PostgreSQL, and not one of the long or measuring ones."""
    fixtures = set(getattr(item, "fixturenames", ()))
    if "postgresql" in item.nodeid or fixtures & {"postgres", "postgres_url", "slack", "browser_page"}:
        return False
    return not any(item.get_closest_marker(name) for name in ("year", "bench", "soak"))


def known(book: Path) -> dict[str, dict[str, object]]:
    """What was written down, by test; the last line of a test counts."""
    if not book.is_file():
        return {}
    return {line["test"]: line for line in map(json.loads, book.read_text().splitlines())}


def pytest_configure(config: pytest.Config) -> None:
    """Watch into the file that the environment names."""
    config.pluginmanager.register(Watching(Path(os.environ["EVENER_MUTANTS_BOOK"])))
