"""Taking values out of what Teams sends: whoever is named, where and when, or a clear word about what is missing.

A person is known by their Entra object id, which pickers, rosters and senders all give and which stays the same for every
bot; by the bot's own ``29:…`` id only where they have no other. A chat with one person is named after them: Teams' own id
for it says nothing and is as long as 140 characters.

Everything here raises ``Malformed`` for an activity that is not as documented and nothing else, so that a broken delivery
is answered with 400 and never breaks the house. It reads the raw JSON: the SDK's models drop what they do not know
(locale, time zone, isTargeted) and lose the tenant.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from adapters.port import Malformed
from adapters.teams.text import PREFIX
from facilitation.words import MessageRef

Body = Mapping[str, Any]

MOST_ID = 512
MENTION = re.compile(r"<at[^>]*>(.*?)</at>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h\d|tr|blockquote)>", re.IGNORECASE)
THREAD = ";messageid="
WITH = "with:"  # a chat with one person: teams:with:<their id>


def part(body: Body, name: str) -> Body:
    """A nested object; {} where it is missing. Raises Malformed when it is something else."""
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Malformed(name)
    return value


def several(body: Body, name: str) -> list[Body]:
    """A list of objects; [] where it is missing. Raises Malformed."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise Malformed(name)
    return value


def word(body: Body, name: str) -> str:
    """A short string that has to be there: an id, a name. Raises Malformed."""
    value = body.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MOST_ID:
        raise Malformed(name)
    return storable(value)


def maybe(body: Body, name: str) -> str:
    """A string that may be missing: '' then. Raises Malformed when it is something else."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(name)
    return storable(value)


def strings(value: Any, name: str) -> tuple[str, ...]:
    """A list of strings, () where it is missing. Raises Malformed."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Malformed(name)
    return tuple(storable(one) for one in value)


def storable(text: str) -> str:
    """Without what JSON can hold and a database cannot: NUL, and halves of surrogate pairs."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def own(platform_id: str) -> str:
    """Teams' id as the house's."""
    return PREFIX + platform_id


def instant(value: str) -> datetime | None:
    """An ISO 8601 timestamp as aware UTC; None when it is none."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def digest(*parts: str) -> str:
    """The id of a delivery: the same for a repeat, saying nothing about its content."""
    return f"teams-{blake2b(chr(31).join(parts).encode(errors='replace'), digest_size=16).hexdigest()}"


# --- who, where ------------------------------------------------------------------------------------------------


def tenant_of(body: Body) -> str:
    """The tenant: in channelData for what Teams sends, in the conversation for what it forgot there. '' for neither."""
    return maybe(part(part(body, "channelData"), "tenant"), "id") or maybe(
        part(body, "conversation"), "tenantId"
    )


def workspace_of(body: Body) -> str:
    """Raises Malformed for an activity without a tenant."""
    tenant = tenant_of(body)
    if not tenant:
        raise Malformed("channelData.tenant")
    return own(tenant)


def person_in(account: Body) -> str:
    """The house's id of an account. Raises Malformed."""
    return own(maybe(account, "aadObjectId") or word(account, "id"))


def sender_of(body: Body) -> str:
    return person_in(part(body, "from"))


def conversation_of(body: Body) -> tuple[str, str]:
    """The channel or chat, and the thread's first message ('' outside a channel's thread)."""
    if is_private(body):
        return own(WITH + sender_of(body).removeprefix(PREFIX)), ""
    channel, _, thread = word(part(body, "conversation"), "id").partition(THREAD)
    return own(channel), thread


def reference(body: Body, message: str) -> MessageRef:
    """A message of this conversation. The first of a thread stands alone."""
    channel, thread = conversation_of(body)
    return MessageRef(channel, message, thread if thread and thread != message else None)


def is_private(body: Body) -> bool:
    """In a direct conversation with the bot."""
    return maybe(part(body, "conversation"), "conversationType") == "personal"


def bot_of(body: Body) -> str:
    return maybe(part(body, "recipient"), "id")


# --- what was written ------------------------------------------------------------------------------------------


def mentioned(body: Body) -> dict[str, str]:
    """Everybody mentioned, the bot included: id by the text that names them, in order."""
    found = [one for one in several(body, "entities") if maybe(one, "type").lower() == "mention"]
    return {maybe(one, "text"): maybe(part(one, "mentioned"), "id") for one in found}


def words_of(body: Body) -> str:
    """The text as the words a person saw, mentions as names."""
    return plain_words(maybe(body, "text"))


def plain_words(text: str) -> str:
    """Teams' HTML or text as plain words: breaks as lines, mentions as ``@Name``, entities opened."""
    if "<" in text:
        text = TAG.sub("", BREAK.sub("\n", MENTION.sub(r"@\1", text)))
    return html.unescape(text).replace("\u00a0", " ").strip()


# --- the reader's language and zone ----------------------------------------------------------------------------


def language_and_zone(body: Body) -> tuple[str | None, str | None]:
    """From the clientInfo entity, which Teams adds to what people do; else what the activity says of itself."""
    client = next((one for one in several(body, "entities") if maybe(one, "type") == "clientInfo"), {})
    language = maybe(client, "locale") or maybe(body, "locale")
    zone = maybe(client, "timezone") or maybe(body, "localTimezone")
    return language or None, zone or None
