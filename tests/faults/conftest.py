"""One table for all fault tests of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.report import Table, page_to_write


@pytest.fixture(scope="session")
def table() -> Iterator[Table]:
    """Rows for docs/reliability.md; written at the end when asked for."""
    made = Table()
    yield made
    page = page_to_write()
    if page is not None and made.rows:
        made.write(page)
