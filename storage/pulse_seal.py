"""How answers are sealed while a pulse is open: a pseudonym and an envelope that only the wave's secret can make.

The secret is a random row that is destroyed at closing. It is mixed with the house's own key, which is kept outside
the database (EVENER_SECRET_KEY), so that not even a copy of the database taken while a pulse is open opens an
envelope. Envelopes are of one size, so that their length tells nothing. AES-SIV (RFC 5297) needs no random nonce.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.pulse.wave import Seal
from facilitation.words import PersonId, WorkspaceId

SNUG, ROOMY = 128, 2048  # bytes in an envelope; the roomy one where words may be in it


def house_keys(connection: AsyncConnection) -> dict[str, bytes]:
    """The keys kept outside the database by name, newest first, as the house set them on the engine.

    ``house_keys``: all of them; ``house_key``: only one. Without any there is one empty key, and answers in an open
    pulse are then as safe as the database alone.
    """
    options = connection.sync_connection.get_execution_options() if connection.sync_connection else {}
    keys: tuple[bytes, ...] = options.get("house_keys") or (options.get("house_key", b""),)
    return {name_of(key): key for key in keys}


def name_of(key: bytes) -> str:
    """A key's name, which tells nothing of the key."""
    return hashlib.blake2b(key, digest_size=6, person=b"evener key name").hexdigest()


def newest_key(connection: AsyncConnection) -> bytes:
    """The house's newest key; empty where it has none."""
    return next(iter(house_keys(connection).values()))


def newest(keys: Mapping[str, bytes]) -> str:
    return next(iter(keys))


def mark_of(house: bytes, workspace: WorkspaceId, subject: str, person: PersonId) -> str:
    """What stands for a person in the published sets of one measure; another measure's mark tells nothing of it."""
    told = "\x1f".join(("cohort", workspace, subject, person)).encode()
    return hmac.digest(house, told, "sha256").hex()[:32]


def sets_key(house: bytes) -> bytes:
    """What the marks of published sets are hidden with."""
    return hmac.digest(house, b"evener pulse sets", "sha256")


def hidden(key: bytes, figure: str, marks: Iterable[str]) -> list[str]:
    """The marks of one figure as they are kept: the same person's differ from figure to figure, so that a copy of the
    database does not tell who answered twice. One AES block each, under a key of the figure's own."""
    return _blocks(_cipher(key, figure).encryptor(), marks)


def revealed(key: bytes, figure: str, marks: Iterable[str]) -> list[str]:
    """The marks that were hidden, for comparing sets."""
    return _blocks(_cipher(key, figure).decryptor(), marks)


def _cipher(key: bytes, figure: str) -> Cipher[ECB]:
    return Cipher(AES(hmac.digest(key, figure.encode(), "sha256")), ECB())


def _blocks(context: CipherContext, marks: Iterable[str]) -> list[str]:
    done = context.update(bytes.fromhex("".join(marks))).hex()
    return [done[at : at + 32] for at in range(0, len(done), 32)]


def first_mark(house: bytes, workspace: WorkspaceId, wave: str, person: PersonId) -> str:
    """What stands for somebody who answered a wave until they have had its results."""
    told = "\x1f".join(("first reader", workspace, wave, person)).encode()
    return hmac.digest(house, told, "sha256").hex()[:32]


def wave_key(house: bytes, secret: str) -> bytes:
    """What a wave's pseudonyms and envelopes come from: 64 bytes, gone when the secret is gone."""
    return hmac.digest(house, b"evener pulse wave " + bytes.fromhex(secret), "sha512")


def seal_of(key: bytes, person: PersonId) -> Seal:
    """The pseudonym of one person in one wave, with the key of its envelope."""
    name = hmac.digest(key, b"who " + person.encode(), "sha256").hex()[:32]
    return Seal(name, hmac.digest(key, b"envelope " + name.encode(), "sha512"))


def close_envelope(seal: Seal, answers: Iterable[tuple[str, str]], roomy: bool = False) -> bytes:
    """The answers, sealed to one size. Raises ValueError when they do not fit."""
    plain = json.dumps(dict(answers), separators=(",", ":"), ensure_ascii=False).encode()
    size = ROOMY if roomy else SNUG
    if len(plain) > size:
        raise ValueError(f"{len(plain)} bytes of answers do not fit into {size}")
    return AESSIV(seal.key).encrypt(plain.ljust(size), [seal.pseudonym.encode()])


def open_envelope(seal: Seal, sealed: bytes) -> Mapping[str, str]:
    """What was sealed. Raises cryptography's InvalidTag when it was not sealed with this."""
    answers: dict[str, str] = json.loads(AESSIV(seal.key).decrypt(sealed, [seal.pseudonym.encode()]))
    return answers
