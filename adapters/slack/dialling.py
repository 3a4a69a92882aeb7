"""Socket Mode's connection, dialled until it stands: slack_sdk's client, each time with an address that is still good."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds for one address to answer


class Dialler(SocketModeClient):
    """A new address each time one did not answer.

    slack_sdk asks Slack for an address and dials that one for ever. It holds a ticket that is good once and for a short
    while, so after a network that was away at that moment nobody would get through until somebody restarts us
    (slackapi/python-slack-sdk#1379, #1446).
    """

    def __init__(self, app_token: str, web_client: AsyncWebClient, patience: float = PATIENCE) -> None:
        super().__init__(app_token, logging.getLogger("slack_bolt"), web_client)
        self._patience = patience

    async def connect(self) -> None:
        """Returns when the connection stands, or when the client is closed."""
        while not self.closed:
            self.wss_uri = self.wss_uri or await self._address()
            if self.wss_uri is None:
                await asyncio.sleep(self._patience)
                continue
            try:
                async with asyncio.timeout(self._patience):
                    return await super().connect()  # type: ignore[no-any-return, no-untyped-call]
            except TimeoutError:
                self.wss_uri = None

    async def _address(self) -> str | None:
        try:
            return await self.issue_new_wss_url()
        except (SlackClientError, ClientError, OSError) as why:
            log.warning("Slack gave no address to dial: %s", type(why).__name__)
            return None
