"""One person in two chats, one community in two places: which words and presses lead to which rule."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import linking
from facilitation.voice import linking as say
from facilitation.words import Profile
from storage.linking import load_link, load_profile_link

linked = partial(Route, load=load_link)

ROUTES = Routes(
    commands={"link": linked(linking.link), "unlink": linked(linking.unlink)},
    presses={
        "linking.confirm": linked(linking.confirm),
        "linking.decline": linked(linking.decline),
        "linking.unlink": linked(linking.unlink),
        "linking.bring": linked(linking.bring),
    },
    events={Profile: Route(linking.hear_profile, load=load_profile_link)},
    help=say.MEANS,
)
