"""Fixtures for everybody: databases, a local Slack, a local Teams, a browser. Read tests/harness/README.md first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.harness import browser
from tests.harness import postgres as pg
from tests.harness.local_slack import LocalSlack, local_slack


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "bench: measures; `make bench` runs it, `make test` does not")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in tests/bench is a measurement; make test leaves it out."""
    here = Path(__file__).parent
    for item in items:
        room = item.path.relative_to(here).parts[0] if item.path.is_relative_to(here) else ""
        if room == "bench":
            item.add_marker("bench")


@pytest.fixture(scope="session")
def postgres() -> Iterator[pg.Server]:
    """A real PostgreSQL, one for each test process."""
    with pg.server() as running:
        yield running


@pytest.fixture
def postgres_url(postgres: pg.Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    name = f"t{uuid4().hex}"
    yield postgres.fresh(name)
    postgres.drop(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite database of this test's own; the file is not there yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'evener.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request: pytest.FixtureRequest) -> str:
    """The same test on both databases: the address of an empty one."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest_asyncio.fixture
async def slack(tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """A local Slack with seven people and two channels, expecting a bot in Socket Mode."""
    async with local_slack(tmp_path / "slack") as client:
        yield client


@pytest_asyncio.fixture
async def browser_page() -> AsyncIterator[Page]:
    """A page in a real Chromium; without one installed the test is skipped and says so."""
    if browser.chromium() is None:
        pytest.skip(browser.NONE_HERE)
    async with browser.page() as page:
        yield page
