"""Tells other programs what happened in communities: signed, repeated until heard, and never what anybody answered."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.clock import Clock
from bot.reach import FAILURES, NotPublic, Reach
from storage import webhook
from storage.engine import Store
from storage.webhook import Hook, Told

logger = structlog.get_logger(__name__)

KINDS = (
    "charter.adopted",
    "charter.reviewed",
    "community.created",
    "experiment.opened",
    "experiment.reviewed",
    "gathering.cancelled",
    "gathering.held",
    "gathering.planned",
    "gathering.wrapped",
    "offer.made",
    "practice.kept",
    "practice.taken_back",
    "pulse.sent",
    "request.granted",
    "request.opened",
    "stage.confirmed",
    "story.published",
    "story.withdrawn",
)
WAITS = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 360, 720, 1440))
KEPT = timedelta(days=30)
HOUR = timedelta(hours=1)


def signed(secret: str, body: bytes, at: datetime) -> str:
    """The value of ``Evener-Signature``: the second and HMAC-SHA256 over second, dot and body."""
    second = int(at.timestamp())
    told = hmac.new(secret.encode(), f"{second}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={second},v1={told}"


class Carrier:
    """round(): plan what the ledger brings, then tell what is due."""

    def __init__(
        self, store: Store, clock: Clock, keys: Sequence[str], reach: Reach | None = None, most: int = 10
    ) -> None:
        self._store, self._clock, self._most = store, clock, most
        self._box = MultiFernet([Fernet(key) for key in keys])
        self._reach = reach or Reach()
        self._pruned: datetime | None = None

    def seal(self, secret: str) -> bytes:
        """A secret as it is kept."""
        return self._box.encrypt(secret.encode())

    async def round(self) -> int:
        """How many calls were made."""
        async with self._store.reading() as connection:
            hooks = await webhook.load_hooks(connection)
        if not hooks:
            return 0
        for hook in hooks:
            await self._plan(hook)
        await self._prune()
        done = 0
        while told := await self._claim():
            await asyncio.gather(*(self._tell(one) for one in told))
            done += len(told)
        return done

    async def close(self) -> None:
        await self._reach.close()

    async def _plan(self, hook: Hook) -> None:
        async with self._store.writing() as connection:
            await webhook.plan(connection, hook, self._clock.now())

    async def _prune(self) -> None:
        now = self._clock.now()
        if self._pruned is None or now - self._pruned > HOUR:
            self._pruned = now
            async with self._store.writing() as connection:
                await webhook.prune(connection, now - KEPT)

    async def _claim(self) -> Sequence[Told]:
        async with self._store.writing() as connection:
            return await webhook.claim_due(connection, self._clock.now(), self._most)

    async def _tell(self, told: Told) -> None:
        why = await self._called(told)
        now = self._clock.now()
        if not why:
            became, later = "told", now
        elif told.attempts > len(WAITS):
            became, later = "given_up", now
        else:
            became, later = "waiting", now + WAITS[told.attempts - 1]
        if why:
            logger.info("webhook.not_heard", hook=told.hook, workspace=told.workspace, why=why, became=became)
        async with self._store.writing() as connection:
            await webhook.settle(connection, told, became, now, later, why)

    async def _called(self, told: Told) -> str:
        """Empty when it was heard, else why not."""
        body = json.dumps(told.body, separators=(",", ":"), sort_keys=True).encode()
        try:
            secret = self._box.decrypt(told.sealed).decode()
            headers = {
                "Content-Type": "application/json",
                "User-Agent": "evener",
                "Evener-Event": told.event,
                "Evener-Signature": signed(secret, body, self._clock.now()),
            }
            status = await self._reach.post(told.url, body, headers)
        except InvalidToken:
            return "sealed with a key that EVENER_SECRET_KEY does not hold"
        except NotPublic as why:
            return str(why)
        except FAILURES as why:
            return type(why).__name__
        return "" if 200 <= status < 300 else f"status {status}"
