"""Blocks on as few pages as they take, when a message is longer than Slack takes in one.

Slack refuses more than 50 blocks in a message and answers ``msg_blocks_too_long`` somewhat above 13,000 characters of text.
"""

from __future__ import annotations

from typing import Any

from adapters.slack.text import TEXT, size

Block = dict[str, Any]

PAGE = 12_000  # characters of text on one page
ELEMENTS = 25  # in one actions block
NOTES = 10  # in one context block


def closer(blocks: list[Block], most: int) -> list[Block]:
    """The same blocks set closer together, when there are more than fit: no lines, neighbours of a kind as one."""
    if len(blocks) <= most:
        return blocks
    out: list[Block] = []
    for block in blocks:
        if block["type"] == "divider":
            continue
        joined = _joined(out[-1], block) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(block)
    return out


def _joined(one: Block, other: Block) -> Block | None:
    """Two neighbours as one block; None when they differ in kind or would be too much together."""
    if one.keys() != other.keys() or one["type"] != other["type"]:
        return None
    if (
        one["type"] == "section"
        and one.keys() == {"type", "text"}
        and one["text"]["type"] == other["text"]["type"]
    ):
        text = f"{one['text']['text']}\n\n{other['text']['text']}"
        return {"type": "section", "text": one["text"] | {"text": text}} if size(text) <= TEXT else None
    most = {"actions": ELEMENTS, "context": NOTES}.get(one["type"], 0)
    if most and len(one["elements"]) + len(other["elements"]) <= most:
        return {"type": one["type"], "elements": one["elements"] + other["elements"]}
    return None


def pages(blocks: list[Block], most: int) -> list[list[Block]]:
    """Blocks on as few pages as they take, none over ``most`` blocks or 12,000 characters."""
    out: list[list[Block]] = [[]]
    room = PAGE
    for block in closer(blocks, most):
        taken = text_size(block)
        if out[-1] and (len(out[-1]) == most or taken > room):
            out.append([])
            room = PAGE
        out[-1].append(block)
        room -= taken
    return out


def text_size(block: Any) -> int:
    """The characters of text in a block, which Slack sums over a message."""
    if isinstance(block, dict):
        own = size(block["text"]) if isinstance(block.get("text"), str) else 0
        return own + sum(text_size(one) for one in block.values() if isinstance(one, dict | list))
    return sum(text_size(one) for one in block) if isinstance(block, list) else 0
