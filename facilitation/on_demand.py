"""What is read in or compiled when it is first needed, so that a bot that never needs it starts without it."""

from __future__ import annotations

import re
from importlib import import_module
from types import ModuleType
from typing import Any, cast


class OnDemand(ModuleType):
    """Stands for a module of this name; the first look at anything in it imports it. Safe between threads.

    Put beside the import that type checkers read::

        if TYPE_CHECKING:
            import icalendar
        else:
            icalendar = OnDemand("icalendar")

    Unlike importlib.util.LazyLoader nothing unfinished is left where others import from, and what is found stays here
    as an attribute of its own: a second look costs what it costs at any module. Raises ImportError at that first look.
    """

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self.__name__), name)
        setattr(self, name, found)
        return found


class _Written:
    """A regular expression of which only the text is known until it first looks at something."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # nothing that anybody asks of a pattern
            raise AttributeError(name)
        whole = re.compile(self._text, self._flags)
        self.__dict__ |= {one: getattr(whole, one) for one in dir(whole) if not one.startswith("_")}
        return getattr(whole, name)


_WRITTEN: list[re.Pattern[str]] = []


def written(text: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile`` at first use, for long lists of words: those of all our rooms took a tenth of the start.

    The methods and attributes of a compiled pattern; it cannot be given to the functions of ``re`` in a pattern's place.
    Text that is no regular expression is found out at first use, too: tests compile them all.
    """
    made = cast("re.Pattern[str]", _Written(text, flags))
    _WRITTEN.append(made)
    return made


def compile_all() -> int:
    """Compile whatever is only written yet, and say how many there are. Raises re.error."""
    for one in _WRITTEN:
        assert one.pattern
    return len(_WRITTEN)
