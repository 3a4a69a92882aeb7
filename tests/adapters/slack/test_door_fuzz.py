"""Whatever is pushed through the door, it answers with an arrival, with nothing, or with a typed refusal."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.port import Malformed
from adapters.slack.door import EVENTS, read
from facilitation.words import Arrival
from tests.adapters.slack.payloads import command, event, message, picked, press, shortcut, submission

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["", "U01", "1772442000.0001", "\ud800", "\x00", "[]", '["a"]', "view", "home", "bot_message"]
    ),
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
INNER = st.sampled_from(
    [
        message(),
        message("<@U02|x> <!here>"),
        message(subtype="message_changed", message=message(edited={"ts": "1.2"}), previous_message=message()),
        message(subtype="message_deleted", previous_message=message()),
        *({"type": kind, "user": "U01", "channel": "C01", "event_ts": "1.2"} for kind in EVENTS),
    ]
)
GOOD = st.one_of(
    st.sampled_from(
        [
            command(),
            press(),
            shortcut(),
            submission({"a": {"a": {"type": "plain_text_input", "value": "x"}}}),
            picked({"type": "static_select", "selected_option": {"value": "x"}}),
        ]
    ),
    INNER.map(event),
)


def paths(body: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a payload."""
    if isinstance(body, dict):
        return [here, *(found for key, one in body.items() for found in paths(one, (*here, key)))]
    if isinstance(body, list):
        return [here, *(found for at, one in enumerate(body) for found in paths(one, (*here, at)))]
    return [here]


@st.composite
def bent(draw: st.DrawFn) -> Any:
    """A real payload with up to three places replaced by anything."""
    body = json.loads(json.dumps(draw(GOOD)))
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from([one for one in paths(body) if one]))
        holder = body
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = draw(JSON)
    return body


def holds(body: Any) -> Arrival | None:
    try:
        return read(body)
    except Malformed:
        return None


def words_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [found for pair in value.items() for one in pair for found in words_in(one)]
    if isinstance(value, tuple):
        return [found for one in value for found in words_in(one)]
    return [found for name in getattr(value, "__slots__", ()) for found in words_in(getattr(value, name))]


@settings(max_examples=800, deadline=None)
@given(bent())
def test_a_bent_payload_is_an_arrival_or_a_refusal_and_can_be_kept(body: Any):
    arrival = holds(body)
    if arrival is not None:
        assert arrival.workspace.startswith("slack:")
        assert len(arrival.id) <= 160  # the column that keeps it
        for word in words_in(arrival):
            word.encode()
            assert "\x00" not in word


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["type", "event", "command", "view", "actions", "team_id", "user"]), JSON)
)
def test_anything_else_is_a_refusal(body: Any):
    holds(body)
