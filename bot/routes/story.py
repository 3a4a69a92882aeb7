"""Stories: telling, everybody in them, the queue, the sponsor, taking back and taking away."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation.story import export, publishing, telling
from facilitation.voice import story as say
from storage.story import load_asking, load_begun, load_due, load_library, load_telling, load_to_share

step = partial(Route, load=load_telling)
begun = partial(Route, load=load_begun)
asking = partial(Route, load=load_asking)

ROUTES = Routes(
    commands={
        "story": begun(telling.begin),
        "stories": Route(export.show_stories, load=load_library, lane=None),
        "export": Route(export.export, load=load_library),
    },
    presses={
        "story.begin": begun(telling.begin),
        "story.answer": step(telling.ask_answer, lane=None),
        "story.capture": asking(telling.capture),
        "story.tell": step(telling.tell_it),
        "story.invite": asking(telling.invite),
        "story.meaning": step(telling.ask_meaning, lane=None),
        "story.words": step(telling.ask_words, lane=None),
        "story.consent": step(publishing.hear_consent),
        "story.rename": step(publishing.ask_alias, lane=None),
        "story.queue": step(publishing.queue),
        "story.share": Route(publishing.ask_share, load=load_to_share),
        "story.share_it": step(publishing.share),
        "story.withdraw": step(publishing.withdraw),
    },
    forms={
        "story.answer": step(telling.answer),
        "story.meaning": step(telling.give_meaning),
        "story.words": step(telling.change_words),
        "story.rename": step(publishing.hear_alias),
    },
    wakes={publishing.PUBLISH: Route(publishing.publish, load=load_due)},
    help={"story": say.MEANS_TELL, "stories": say.MEANS_SHOW, "export": say.MEANS_EXPORT},
)
