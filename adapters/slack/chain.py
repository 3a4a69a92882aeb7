"""The bolt app that every payload goes through: it finds the installation, drops what we said ourselves, and ends at the desk."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.logger.messages import warning_token_skipped
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.port import Reader
from adapters.slack.payload import Body
from adapters.slack.tokens import Authorize, Tokens
from adapters.wording import plainly
from facilitation.voice import surface
from facilitation.words import Arrival

READ = "evener.arrival"  # where a request carries what the door read

log = logging.getLogger("slack_bolt")
# Bolt finds our SLACK_BOT_TOKEN in the environment and warns that it does not use it. We do, in ``Authorize``.
log.addFilter(lambda said: said.msg != warning_token_skipped())

Take = Callable[[Body, Arrival | None], Awaitable[BoltResponse]]


class Unmade:
    """A request's web client, which bolt writes a token to and hardly ever uses: made when somebody asks it for more."""

    def __init__(self, line: AsyncWebClient) -> None:
        self.token: str | None = None
        self._line = line

    def __getattr__(self, name: str) -> Any:
        return getattr(
            AsyncWebClient(self.token, base_url=self._line.base_url, session=self._line.session), name
        )


class Bolt(AsyncApp):
    """Bolt, without the web client that it makes for every request: an eighth of all it costs, and the desk has its own."""

    def _init_context(self, req: AsyncBoltRequest) -> None:
        req.context["logger"] = self.logger
        req.context["token"] = None
        req.context["client"] = Unmade(self.client)
        req.context["listener_runner"] = self.listener_runner


class Taking(AsyncMiddleware):
    """The end of bolt's chain: everything that got this far is ours to answer."""

    def __init__(self, take: Take) -> None:
        self._take = take

    async def async_process(self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Any) -> BoltResponse:
        return await self._take(req.body, req.context[READ])


def build(take: Take, tokens: Tokens, flow: AsyncOAuthFlow | None = None) -> AsyncApp:
    """A bolt app whose one listener is ``take``.

    ``process_before_response``: without it bolt looks for the acknowledgement every 10 ms. ``authorize`` is asked on
    every request and answers from memory; bolt's own would call ``auth.test`` each time. Signatures are checked before
    anything is parsed (wire.py), hence not a second time here.
    """
    app = Bolt(
        name="evener",
        logger=log,
        user_facing_authorize_error_message=plainly(surface.NOT_INSTALLED, Reader()),
        authorize=Authorize(tokens),  # type: ignore[arg-type]  # bolt takes its own AsyncAuthorize as well
        oauth_flow=flow,
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )
    app.use(Taking(take))
    return app


def handshake(body: Body) -> BoltResponse | None:
    """What Slack is told when it only asks whether somebody is there (reference/events/url_verification); else None."""
    if body.get("type") == "url_verification":
        return BoltResponse(status=200, body={"challenge": str(body.get("challenge") or "")})
    return BoltResponse(status=200) if "ssl_check" in body else None
