"""The catalogue in the reader's language: gettext catalogues beside the sentences, English where there is none."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from facilitation.voice.catalogue import Translate, untranslated

LOCALES = Path(__file__).parent / "locales"


@cache
def translator(language: str) -> Translate:
    """``(text, many, n) → text`` for a BCP 47 language; its base language, then English, stand in."""
    wanted = [language.replace("-", "_"), language.split("-")[0]]
    found = gettext.translation("evener", LOCALES, wanted, fallback=True)
    if not isinstance(found, gettext.GNUTranslations):
        return untranslated

    def translate(text: str, many: str, n: int) -> str:
        return found.ngettext(text, many, n) if many else found.gettext(text)

    return translate
