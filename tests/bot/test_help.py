"""Help says every command as it is typed, in every language: a word that sounds like an order would be put in quotes."""

from __future__ import annotations

import pytest

from adapters.port import Reader
from adapters.wording import plainly
from bot.routes import FEATURES
from bot.routes.atlas import Atlas
from facilitation.voice import community as say
from facilitation.words import Typed

LINES = Atlas(FEATURES).help


@pytest.mark.parametrize("word", sorted(LINES))
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_command_stands_in_help_as_it_is_typed(word: str, language: str) -> None:
    line = plainly(say.HELP_LINE(word=Typed(word), meaning=LINES[word]), Reader(language=language))
    assert f"/community {word}" in line
