"""What Slack sends, as documented and as seen from the local client, for tests to bend."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def command(text: str = "help", **more: Any) -> Json:
    return {
        "token": "t",
        "team_id": "T01",
        "team_domain": "acme",
        "channel_id": "C01",
        "channel_name": "general",
        "user_id": "U01",
        "user_name": "ana",
        "command": "/community",
        "text": text,
        "api_app_id": "A01",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/1",
        "trigger_id": "1.2.abc",
        **more,
    }


def event(inner: Json, **more: Any) -> Json:
    return {
        "token": "t",
        "team_id": "T01",
        "api_app_id": "A01",
        "type": "event_callback",
        "event_id": "Ev01",
        "event_time": 1772442000,
        "authorizations": [
            {"enterprise_id": None, "team_id": "T01", "user_id": "U0BOT", "is_bot": True, "is_enterprise_install": False}
        ],
        "event": inner,
        **more,
    }  # fmt: skip


def message(text: str = "hello", **more: Any) -> Json:
    return {
        "type": "message",
        "channel": "C01",
        "user": "U01",
        "text": text,
        "ts": "1772442000.000100",
        "event_ts": "1772442000.000100",
        "channel_type": "channel",
        **more,
    }


def press(action_id: str = "pulse.answer#1", value: str | None = '["w1","4"]', **more: Any) -> Json:
    button: Json = {
        "type": "button",
        "action_id": action_id,
        "block_id": "b1",
        "text": {"type": "plain_text", "text": "4"},
        "action_ts": "1772442001.1",
    }
    return {
        "type": "block_actions",
        "team": {"id": "T01", "domain": "acme"},
        "user": {"id": "U01", "username": "ana", "team_id": "T01"},
        "api_app_id": "A01",
        "container": {"type": "message", "message_ts": "1772442000.000100", "channel_id": "D01", "is_ephemeral": False},
        "channel": {"id": "D01", "name": "directmessage"},
        "message": {"type": "message", "ts": "1772442000.000100", "text": "One question"},
        "response_url": "https://hooks.slack.com/actions/1",
        "trigger_id": "1.2.press",
        "actions": [button | ({"value": value} if value is not None else {})],
        **more,
    }  # fmt: skip


def picked(element: Json, **more: Any) -> Json:
    """A press on a menu: ``element`` says its type and what was selected."""
    menu = {"action_id": "group.pick#2", "block_id": '["c1"]#2', **element}
    return press(**{"actions": [menu], **more})


def shortcut(**more: Any) -> Json:
    return {
        "type": "message_action",
        "callback_id": "story.capture",
        "team": {"id": "T01", "domain": "acme"},
        "user": {"id": "U01", "name": "ana", "team_id": "T01"},
        "channel": {"id": "C01", "name": "general"},
        "message": {
            "type": "message",
            "user": "U02",
            "ts": "1772442000.000200",
            "thread_ts": "1772442000.000100",
            "text": "It <https://example.org|worked> &amp; <@U03|cy> saw it",
        },
        "message_ts": "1772442000.000200",
        "response_url": "https://hooks.slack.com/app/1",
        "trigger_id": "1.2.shortcut",
        **more,
    }


def submission(values: Json | None = None, **view: Any) -> Json:
    return {
        "type": "view_submission",
        "team": {"id": "T01", "domain": "acme"},
        "user": {"id": "U01", "name": "ana", "team_id": "T01"},
        "trigger_id": "1.2.form",
        "view": {
            "id": "V01",
            "type": "modal",
            "callback_id": "community.new",
            "private_metadata": '[["slack:C01"],["https://hooks.slack.com/commands/1"]]',
            "blocks": [],
            "state": {"values": values or {}},
            **view,
        },
        "response_urls": [],
    }
