"""Which route an arrival or a wake takes: the maps of all features laid over each other."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from bot.routes.route import Anew, Route, Routes
from facilitation.help import helper
from facilitation.voice.community import MEANS
from facilitation.words import Arrival, Command, Message, Phrase, Press, Submission, Wake

HELP = "help"


class TwoRoutes(Exception):
    """Two features claim the same word, action, form or wake."""


class Atlas:
    """All routes. Commands, presses, forms and wakes have one route each; an event may concern several features."""

    def __init__(self, features: Iterable[Routes]) -> None:
        self.commands: dict[str, Route] = {}
        self.presses: dict[str, Route] = {}
        self.forms: dict[str, Route] = {}
        self.wakes: dict[str, Route] = {}
        self.events: dict[type, list[Route]] = {}
        self.help: dict[str, Phrase] = {}
        self._anew: list[Anew] = []
        for feature in features:
            self._lay(feature)
        self.help |= {HELP: MEANS[HELP]}
        self.commands[HELP] = Route(helper(self.help, self.nearest), pure=True)

    def _lay(self, feature: Routes) -> None:
        for mine, theirs in (
            (self.commands, feature.commands),
            (self.presses, feature.presses),
            (self.forms, feature.forms),
            (self.wakes, feature.wakes),
        ):
            twice = mine.keys() & theirs.keys()
            if twice:
                raise TwoRoutes(", ".join(sorted(twice)))
            mine.update(theirs)
        for kind, route in feature.events.items():
            self.events.setdefault(kind, []).append(route)
        self.help.update(feature.help)
        if feature.anew:
            self._anew.append(feature.anew)

    def of(self, arrival: Arrival) -> list[Route]:
        """The routes this arrival takes; a command nobody knows takes that of ``help``. Empty: it concerns nobody."""
        match arrival.what:
            case Command(words):
                return [self.commands.get(first_word(words), self.commands[HELP])]
            case Press(action):
                return self._one(self.presses, action)
            case Submission(form):
                return self._one(self.forms, form)
            case event:
                return self.events.get(type(event), [])

    def of_wake(self, wake: Wake) -> Route | None:
        return self.wakes.get(wake.kind)

    def anew(self, message: Message) -> tuple[str, tuple[str, ...]] | None:
        """The press that draws this message as things stand now; None where it cannot be drawn again."""
        return next((look for one in self._anew if (look := one(message))), None)

    def nearest(self, word: str) -> str | None:
        """The command somebody probably meant; None when nothing is near."""
        near = difflib.get_close_matches(word.lower(), self.commands, n=1, cutoff=0.6)
        return near[0] if near else None

    @staticmethod
    def _one(routes: dict[str, Route], name: str) -> list[Route]:
        return [routes[name]] if name in routes else []


def first_word(words: str) -> str:
    """``Pulse now`` → ``pulse``; nothing typed → ``help``."""
    return words.split(maxsplit=1)[0].lower() if words.strip() else HELP
