"""Turns Slack's own TypeScript types into JSON Schema once, so that tests can hold every drawn message to them."""

from __future__ import annotations

import json
import subprocess

from tools import places

GENERATOR = places.NODE_MODULES / "ts-json-schema-generator" / "bin" / "ts-json-schema-generator.js"
TYPES = places.NODE_MODULES / "@slack" / "types" / "dist" / "index.d.ts"


def generate() -> dict[str, object]:
    """Every exported type of @slack/types under ``definitions``; unknown properties are refused."""
    words = [places.node(), GENERATOR, "--path", TYPES, "--no-type-check", "--type", "*"]
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True)
    schema: dict[str, dict[str, object]] = json.loads(done.stdout)
    # The types let any block with a type and a block_id into a message or a view; we only ever mean known ones.
    schema["definitions"]["AnyBlock"] = {"$ref": "#/definitions/KnownBlock"}
    return dict(schema)


def main() -> None:
    places.SLACK_SCHEMA.parent.mkdir(parents=True, exist_ok=True)
    places.SLACK_SCHEMA.write_text(json.dumps(generate(), indent=1))


if __name__ == "__main__":
    main()
