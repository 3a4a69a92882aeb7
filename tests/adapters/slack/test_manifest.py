"""manifest.json asks for exactly what the code uses: commands, shortcuts, events and scopes, and nothing more."""

import inspect
import json
import re
from pathlib import Path

import jsonschema
import pytest

from adapters.slack import app, directory, install, reply, scopes, send, tokens
from adapters.slack.door import EVENTS
from bot.routes import FEATURES

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = json.loads((ROOT / "manifest.json").read_text())
SCHEMA = ROOT.parent / "shared" / "schemas" / "slack-manifest-2.0.0.json"

GRANTED = frozenset(MANIFEST["oauth_config"]["scopes"]["bot"])
HEARD = frozenset(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
SHORTCUTS = {one["callback_id"]: one for one in MANIFEST["features"]["shortcuts"]}


def test_the_manifest_is_what_slack_publishes_as_its_schema():
    if not SCHEMA.exists():
        pytest.skip(f"Slack's manifest schema is not at hand: {SCHEMA}")
    schema = json.loads(SCHEMA.read_text())
    faults = jsonschema.validators.validator_for(schema)(schema).iter_errors(MANIFEST)
    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


# --- scopes and events -------------------------------------------------------------------------------------------


def test_every_scope_has_a_reason_and_every_reason_a_scope():
    assert frozenset(scopes.SCOPES) == GRANTED
    assert all(len(reason) > 10 for reason in scopes.SCOPES.values())


def test_every_event_is_heard_at_the_door_and_the_door_hears_every_event():
    assert {one.partition(".")[0] for one in HEARD} == set(EVENTS)
    assert set(scopes.EVENT_SCOPES) == HEARD


@pytest.mark.parametrize("event", sorted(HEARD))
def test_every_event_has_its_scopes(event):
    assert scopes.EVENT_SCOPES[event] <= GRANTED


def test_every_scope_is_used_by_an_event_a_method_or_a_command():
    used = {one for needed in scopes.EVENT_SCOPES.values() for one in needed}
    used |= {one for needed in scopes.METHOD_SCOPES.values() for one in needed}
    used |= {"commands"}
    assert used == GRANTED


def called_methods() -> set[str]:
    """Every Web API method that the adapter calls, read from its source."""
    source = "\n".join(inspect.getsource(one) for one in (app, directory, install, reply, send, tokens))
    found = re.findall(
        r"client(?:\(None\))?\.((?:apps|auth|chat|conversations|dnd|files|oauth|users|views)_\w+)", source
    )
    names = {name.replace("connections_", "connections.", 1).replace("_", ".", 1) for name in found}
    return {"oauth.v2.access" if name.startswith("oauth") else name for name in names}


def test_every_method_that_is_called_has_its_scopes_and_none_is_listed_in_vain():
    assert called_methods() == set(scopes.METHOD_SCOPES)
    for method, needed in scopes.METHOD_SCOPES.items():
        assert needed <= GRANTED, method


def test_scopes_are_slacks_own_bot_scopes():
    known = re.compile(
        r"^(app_mentions|channels|chat|commands|dnd|files|groups|im|mpim|reactions|users)(:(read|write|history))?$"
    )
    assert [one for one in sorted(GRANTED) if not known.match(one)] == []


def test_nothing_is_asked_that_a_reviewer_would_ask_about():
    needless = {
        "channels:join",
        "chat:write.public",
        "chat:write.customize",
        "files:read",
        "users:read.email",
        "admin",
    }
    assert needless & GRANTED == set()


# --- what people see ---------------------------------------------------------------------------------------------


def test_there_is_one_command_and_its_hint_names_words_that_exist():
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["command"] == "/community"
    assert command["should_escape"] is True  # people and channels reach us as ids
    words = {word for routes in FEATURES for word in routes.commands}
    hinted = {word.strip() for word in command["usage_hint"].split("|")}
    assert hinted - words - {"help"} == set()


def test_every_shortcut_of_a_feature_that_is_here_has_its_route_and_its_name_fits():
    presses = {action for routes in FEATURES for action in routes.presses}
    features = {action.partition(".")[0] for action in presses}
    assert {one for one in SHORTCUTS if one.partition(".")[0] in features} - presses == set()
    assert all(len(one["name"]) <= 24 and one["type"] == "message" for one in SHORTCUTS.values())


def test_home_and_messages_are_open_and_organisations_can_install():
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["settings"]["org_deploy_enabled"] is True
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True
