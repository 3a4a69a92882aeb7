"""Taking values out of what Slack sends: whoever is named, where and when, or a clear word about what is missing.

Everything here raises ``Malformed`` for a payload that is not as documented and nothing else, so that a broken delivery is
answered with 400 and never breaks the house.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from adapters.port import Malformed

Body = Mapping[str, Any]

PREFIX = "slack:"

ID = 64  # Slack's are about eleven characters
TIMESTAMP = 32
NAME = 255  # callback_id, action_id, the name of a reaction

SPECIAL = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def part(body: Body, name: str) -> Body:
    """A nested object. Raises Malformed."""
    value = body.get(name)
    if not isinstance(value, dict):
        raise Malformed(name)
    return value


def word(body: Body, name: str, most: int = ID) -> str:
    """A short string that has to be there: an id, a name. Raises Malformed."""
    value = body.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= most:
        raise Malformed(name)
    return storable(value)


def stamp(body: Body, name: str = "ts") -> str:
    """A Slack timestamp, which is the id of a message in its channel. Raises Malformed."""
    return word(body, name, TIMESTAMP)


def thread_of(message: Body) -> str | None:
    """The first message of the thread that a message replies in; None for a message that stands alone or begins one."""
    if not message.get("thread_ts"):
        return None
    thread = stamp(message, "thread_ts")
    return thread if thread != message.get("ts") else None


def maybe(body: Body, name: str) -> str:
    """A string that may be missing: '' then. Raises Malformed when it is something else."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(name)
    return storable(value)


def storable(text: str) -> str:
    """Without what JSON can hold and a database cannot: NUL, and halves of surrogate pairs."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def own(platform_id: str) -> str:
    """Slack's id as the house's."""
    return PREFIX + platform_id


def bare(house_id: str) -> str:
    """The house's id as Slack's; '' for an id of another platform."""
    return house_id[len(PREFIX) :] if house_id.startswith(PREFIX) else ""


def instant(ts: str) -> datetime:
    """A Slack timestamp (``1700000000.000100``, seconds) as aware UTC. Raises Malformed."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        raise Malformed("ts") from None


def digest(kind: str, *parts: str) -> str:
    """The id of a delivery to which Slack gives none: the same for a repeat, saying nothing about its content."""
    return f"{kind}:{blake2b(chr(31).join(parts).encode(errors='replace'), digest_size=16).hexdigest()}"


def delivery_id(kind: str, body: Body) -> str:
    """By trigger_id, which Slack makes anew for every act of a person; by the whole body where there is none."""
    trigger = maybe(body, "trigger_id")
    return digest(kind, trigger or repr(body))


def _installation(body: Body) -> Body:
    """The installation that an event is visible to; {} where the payload names none (anything but events)."""
    authorizations = body.get("authorizations")
    if isinstance(authorizations, list) and authorizations and isinstance(authorizations[0], dict):
        return authorizations[0]
    return {}


def workspace_of(body: Body) -> str:
    """The workspace in which we are installed and which this concerns.

    Events name it in ``authorizations`` (in a shared channel ``team_id`` may be the other side's); interactions in an
    org-wide install may have no ``team``, but a user or a view that does. Raises Malformed.
    """
    view, team, user = body.get("view"), body.get("team"), body.get("user")
    holders = (
        (_installation(body), "team_id"),
        (view, "app_installed_team_id"),
        (team, "id"),
        (body, "team_id"),
        (user, "team_id"),
    )
    for holder, name in holders:
        if isinstance(holder, dict) and holder.get(name):
            return own(word(holder, name))
    whole = _installation(body).get("is_enterprise_install") and organisation_of(body)
    if whole:  # what concerns the install of a whole organisation names no workspace
        return own(str(whole))
    raise Malformed("team_id")


def organisation_of(body: Body) -> str:
    """The organisation (Enterprise Grid) that the payload names, '' for none."""
    enterprise = body.get("enterprise")
    if isinstance(enterprise, dict):
        return str(enterprise.get("id") or "")
    return str(_installation(body).get("enterprise_id") or body.get("enterprise_id") or "")


def bot_user_of(body: Body) -> str:
    """Our own user id, as an event names it; '' when it does not."""
    return str(_installation(body).get("user_id") or "")


def plain_words(text: str) -> str:
    """Slack's encoded text as the words a person saw: entities opened, links as their label, mentions as names."""
    if "<" in text:
        text = SPECIAL.sub(_seen, text)
    return html.unescape(text) if "&" in text else text


def typed_words(text: str) -> str:
    """The words after a command, people and channels in it as their ids (``slack:U01``); the command has ``should_escape``."""
    if "<" in text:
        text = SPECIAL.sub(_meant, text)
    return html.unescape(text).strip()


def _meant(match: re.Match[str]) -> str:
    sign, target, _ = match.groups()
    return own(target) if sign in ("@", "#") else _seen(match)


def _seen(match: re.Match[str]) -> str:
    sign, target, label = match.groups()
    if sign == "!":
        return label or "@" + target.partition("^")[0]
    return sign + label if sign and label else label or sign + target.removeprefix("mailto:")
