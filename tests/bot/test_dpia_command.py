"""The pack for a works council says what the configuration says, and leaves no table out."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from bot.commands.dpia import pack
from bot.settings import read_settings
from facilitation.pulse.disclosure import LEAST
from storage.housekeeping import Keep
from storage.tables import metadata

DOCS = Path(__file__).parents[2] / "docs"


def test_every_table_is_in_it_with_its_days_as_they_are_set() -> None:
    text = pack(read_settings(EVENER_KEEP_EVENTS_DAYS="123", EVENER_ERASE_AFTER_DAYS="17"))
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == set(metadata.tables)
    assert re.search(r"`chat_messages` \|.*\| 123 days \| the row goes \|", text)
    assert "erased in 17 days" in text and f"from {LEAST} answers on" in text
    assert "no legal advice" in text and "Article 5(1)(f)" in text


def test_no_secret_of_the_configuration_is_in_it() -> None:
    text = pack(
        read_settings(SLACK_APP_TOKEN="xapp-unseen", EVENER_SECRET_KEY="hidden", EVENER_ADMINS="U01,U02")
    )
    assert "unseen" not in text and "hidden" not in text and "U01" not in text
    assert "Admins named: 2" in text and "`chat:write`" in text


def test_it_is_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "pack.md"
    result = CliRunner().invoke(app, ["dpia", "--out", str(out)])
    assert result.exit_code == 0 and out.read_text().startswith("# Evener")


def test_the_days_in_the_docs_are_the_defaults() -> None:
    """docs/privacy.md and docs/rights.md say what storage does when nobody sets anything."""
    keep, privacy, rights = Keep(), (DOCS / "privacy.md").read_text(), (DOCS / "rights.md").read_text()
    for name, days in (
        ("EVENTS", keep.events), ("LETTERS", keep.letters), ("ARRIVALS", keep.arrivals), ("LEDGER", keep.ledger),
        ("ARCHIVE", keep.archive),
    ):  # fmt: skip
        assert re.search(rf"`EVENER_KEEP_{name}_DAYS` \| {days} \|", rights), name
    settings = read_settings()
    assert settings.keep == keep
    assert f"{keep.events} days" in privacy and f"{keep.letters} days" in privacy
