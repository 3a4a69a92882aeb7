"""Installing into many workspaces: Slack's OAuth with a state that this browser was given, and nothing kept in the clear.

The state is signed instead of stored, so that any replica can check it: a moment, a random part and an HMAC-SHA256 under
the client secret. bolt compares it with the cookie of the browser that asked for it, Slack's code works once, and ten
minutes later it is worth nothing.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from hashlib import sha256

from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from adapters.port import Receive
from adapters.slack.payload import own
from adapters.slack.scopes import SCOPES
from adapters.slack.tokens import Clock, Installed
from facilitation import words

log = logging.getLogger(__name__)

STATE_SECONDS = 600

NewId = Callable[[], str]


class SignedState(AsyncOAuthStateStore):
    """States that prove themselves."""

    def __init__(self, secret: str, now: Clock, new_id: NewId) -> None:
        self._secret = secret.encode()
        self._now = now
        self._new_id = new_id

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        said = f"{int(self._now().timestamp())}.{self._new_id()}"
        return f"{said}.{self._sign(said)}"

    async def async_consume(self, state: str) -> bool:
        said, _, signature = state.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(said).encode()):
            return False
        age = self._now().timestamp() - int(said.partition(".")[0])
        return 0 <= age <= STATE_SECONDS

    def _sign(self, said: str) -> str:
        return hmac.new(self._secret, said.encode(), sha256).hexdigest()


class KeptInKeyring(AsyncInstallationStore):
    """Where bolt hands an installation over; it is never asked for one, since we authorize ourselves."""

    def __init__(self, tokens: Installed) -> None:
        self._tokens = tokens

    @property
    def logger(self) -> logging.Logger:
        return log

    async def async_save(self, installation: Installation) -> None:
        await self._tokens.keep(installation)


def oauth_flow(
    tokens: Installed, receive: Receive, now: Clock, new_id: NewId, redirect_uri: str | None
) -> AsyncOAuthFlow:
    """The flow behind /slack/install and /slack/oauth_redirect."""
    settings = AsyncOAuthSettings(
        client_id=tokens.client_id,
        client_secret=tokens.client_secret,
        scopes=sorted(SCOPES),
        redirect_uri=redirect_uri,
        install_path="/slack/install",
        redirect_uri_path="/slack/oauth_redirect",
        installation_store=KeptInKeyring(tokens),
        installation_store_bot_only=True,
        state_store=SignedState(tokens.client_secret, now, new_id),
        state_expiration_seconds=STATE_SECONDS,
        callback_options=AsyncCallbackOptions(success=_welcomes(receive), failure=_explains),
    )
    return AsyncOAuthFlow(client=tokens.line.client(None), settings=settings)


def _welcomes(receive: Receive) -> Callable[[AsyncSuccessArgs], Awaitable[BoltResponse]]:
    async def success(args: AsyncSuccessArgs) -> BoltResponse:
        await receive(arrival_of(args.installation))
        return await args.default.success(args)

    return success


async def _explains(args: AsyncFailureArgs) -> BoltResponse:
    log.warning("an installation did not come about: %s", args.reason)
    return await args.default.failure(args)


def arrival_of(installation: Installation) -> words.Arrival:
    """An installation as the house hears of it."""
    whole = installation.is_enterprise_install
    workspace = own(str(installation.enterprise_id if whole else installation.team_id))
    installer = own(installation.user_id) if installation.user_id else ""
    name = (installation.enterprise_name if whole else installation.team_name) or ""
    what = words.Installed(by=installer or None, name=name)
    return words.Arrival(f"install:{workspace}:{int(installation.installed_at)}", workspace, installer, what)
