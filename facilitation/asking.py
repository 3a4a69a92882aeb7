"""Small answers that many features give: to somebody who is not inside, and to whole channels."""

from __future__ import annotations

from facilitation.community import Community
from facilitation.membership import name_of, tell
from facilitation.voice import community as common
from facilitation.words import Decision, Letter, Message, Part, PersonId, Phrase, Prose


def not_inside(community: Community | None, person: PersonId) -> Decision | None:
    """The refusal for somebody who is not in the community, or who named none; None for a member."""
    if community is None:
        return Decision((tell(common.WHICH),))
    if not community.has(person):
        return Decision((tell(common.NOT_IN(name=name_of(community))),))
    return None


def said(phrase: Phrase, *parts: Part) -> Message:
    """A message whose first paragraph is also its summary."""
    return Message(phrase, (Prose((phrase,)), *parts))


def to_channels(
    community: Community, once: str, kind: str, message: Message, thread_of: str = ""
) -> tuple[Letter, ...]:
    """The same message to each of a community's channels. ``once`` and ``thread_of`` get the channel behind a colon."""
    return tuple(
        Letter(f"{once}:{one}", one, message, kind, thread_of=f"{thread_of}:{one}" if thread_of else "")
        for one in community.channels
    )
