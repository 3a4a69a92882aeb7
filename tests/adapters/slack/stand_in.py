"""A Slack that answers as told: refusals, rate limits, answers cut off after the message was posted. For outcomes only.

The local Slack client never refuses, never limits, keeps no metadata and knows no OAuth, so what those do to a letter is
tried against this. Everything between it and the test is real: slack_sdk, aiohttp, the platform.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """One planned answer. ``posts``: the call is carried out before the answer goes wrong."""

    body: Json | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False  # the connection ends without an answer
    silent: bool = False  # no answer before the caller gives up
    posts: bool = False
    text: str = ""  # an answer that is not JSON


def error(code: str, **more: Any) -> Answer:
    return Answer({"ok": False, "error": code, **more})


@dataclass
class StandIn:
    """What was called, what stands in each conversation, and what is planned next for each method."""

    address: str = ""
    calls: list[tuple[str, Json, str]] = field(default_factory=list)
    posted: dict[str, list[Json]] = field(default_factory=dict)
    plan: dict[str, deque[Answer]] = field(default_factory=dict)
    responses: list[Json] = field(default_factory=list)
    people: list[Json] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)

    @property
    def api_url(self) -> str:
        return f"{self.address}/api/"

    def next(self, method: str, *answers: Answer) -> None:
        self.plan.setdefault(method, deque()).extend(answers)

    def called(self, method: str) -> list[Json]:
        return [args for name, args, _ in self.calls if name == method]

    # --- serving -----------------------------------------------------------------------------------------------

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method, args = request.match_info["method"], await _args(request)
        self.calls.append((method, args, request.headers.get("Authorization", "")))
        planned = self.plan.get(method)
        answer = planned.popleft() if planned else None
        if answer is None or answer.posts:
            body = self._do(method, args)
            answer = answer or Answer(body)
        if answer.silent:
            await asyncio.sleep(3600)
        if answer.cut:
            assert request.transport is not None
            request.transport.abort()
        if answer.text:
            return web.Response(status=answer.status, text=answer.text, headers=answer.headers)
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)

    async def upload(self, request: web.Request) -> web.Response:
        self.uploads.append(await request.read())
        return web.Response(text="OK")

    async def respond(self, request: web.Request) -> web.Response:
        self.responses.append(await request.json())
        return web.Response(text="ok")

    def _do(self, method: str, args: Json) -> Json:
        known = getattr(self, "_" + method.replace(".", "_"), None)
        return {"ok": True, **(known(args) if known else {})}

    def _chat_postMessage(self, args: Json) -> Json:
        channel = _dm(args["channel"])
        there = self.posted.setdefault(channel, [])
        message = {**args, "ts": f"{1772442000 + len(self.calls)}.000100"}
        there.insert(0, message)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _files_getUploadURLExternal(self, args: Json) -> Json:
        return {"upload_url": f"{self.address}/upload", "file_id": "F01"}

    def _files_completeUploadExternal(self, args: Json) -> Json:
        return {"files": [{"id": "F01"}]}

    def _conversations_open(self, args: Json) -> Json:
        return {"channel": {"id": _dm(args["users"])}}

    def _conversations_history(self, args: Json) -> Json:
        mine = [one for one in self.posted.get(args["channel"], []) if not one.get("thread_ts")]
        return _page(mine, args)

    def _conversations_replies(self, args: Json) -> Json:
        mine = [one for one in self.posted.get(args["channel"], []) if one.get("thread_ts") == args["ts"]]
        return _page(mine, args)

    def _conversations_members(self, args: Json) -> Json:
        return _page([one["id"] for one in self.people], args, "members")

    def _users_list(self, args: Json) -> Json:
        return _page(self.people, args, "members")

    def _users_info(self, args: Json) -> Json:
        found = [one for one in self.people if one["id"] == args["user"]]
        return {"user": found[0]} if found else {"ok": False, "error": "user_not_found"}

    def _auth_test(self, args: Json) -> Json:
        return {
            "team_id": "T01",
            "team": "Acme",
            "user_id": "U0BOT",
            "bot_id": "B0BOT",
            "url": "https://acme.slack.com/",
        }

    def _oauth_v2_access(self, args: Json) -> Json:
        if args.get("grant_type") == "refresh_token":
            return {
                "access_token": f"xoxe.{args['refresh_token']}",
                "refresh_token": "next",
                "expires_in": 43200,
            }
        return {
            "access_token": f"xoxb-{args['code']}",
            "bot_user_id": "U0BOT",
            "scope": "chat:write,commands",
            "app_id": "A01",
            "team": {"id": "T01", "name": "Acme"},
            "enterprise": None,
            "authed_user": {"id": "U01"},
            "is_enterprise_install": False,
            "token_type": "bot",
        }


def _dm(to: str) -> str:
    """People are answered in a direct conversation, as Slack does."""
    return f"D{to[1:]}" if to[:1] in "UW" else to


def _page(found: list[Any], args: Json, name: str = "messages") -> Json:
    limit, start = int(args.get("limit", 100)), int(args.get("cursor") or 0)
    more = str(start + limit) if len(found) > start + limit else ""
    return {name: found[start : start + limit], "response_metadata": {"next_cursor": more}}


async def _args(request: web.Request) -> Json:
    if request.content_type == "application/json":
        body: Json = await request.json()
        return body
    return {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}


@asynccontextmanager
async def stand_in() -> AsyncIterator[StandIn]:
    """A stand-in on a free port, gone when the block ends."""
    slack = StandIn()
    app = web.Application()
    app.add_routes([web.route("*", "/api/{method}", slack.handle), web.post("/respond", slack.respond)])
    app.add_routes([web.post("/upload", slack.upload)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield slack
    finally:
        await runner.cleanup()


def session(seconds: float = 5.0) -> ClientSession:
    return ClientSession(timeout=ClientTimeout(total=seconds))
