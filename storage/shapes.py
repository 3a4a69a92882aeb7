"""How a message is kept until it is delivered: as JSON that tells every part and every slot value by its name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, get_args

from cattrs.gen import make_dict_unstructure_fn
from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from facilitation.words import Link, Message, MessageRef, Moment, Part, Phrase, Place, Typed, Who

SLOTTED: dict[str, type] = {kind.__name__: kind for kind in (Who, Place, Typed, Moment, Link, Phrase)}

converter = make_converter()


def _slot_out(value: Any) -> Any:
    """A slot value as JSON: plain numbers as they are, everything else tagged with its type."""
    if isinstance(value, tuple):
        return {"_": "tuple", "of": [_slot_out(one) for one in value]}
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"_": "date", "iso": value.isoformat()}
    if type(value).__name__ in SLOTTED:
        return {"_": type(value).__name__, **converter.unstructure(value)}
    return value


def _slot_in(kept: Any) -> Any:
    if not isinstance(kept, dict):
        return kept
    name = kept["_"]
    if name == "tuple":
        return tuple(_slot_in(one) for one in kept["of"])
    if name == "date":
        return date.fromisoformat(kept["iso"])
    return converter.structure({k: v for k, v in kept.items() if k != "_"}, SLOTTED[name])


def _phrase_out(phrase: Phrase) -> dict[str, Any]:
    return {"key": phrase.key, "slots": {name: _slot_out(value) for name, value in phrase.slots}}


def _phrase_in(kept: dict[str, Any], _type: type[Phrase]) -> Phrase:
    return Phrase(kept["key"], tuple((name, _slot_in(value)) for name, value in kept["slots"].items()))


converter.register_unstructure_hook(Phrase, _phrase_out)
converter.register_structure_hook(Phrase, _phrase_in)


def _omit_defaults(cls: type) -> Any:
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)


for _part in (MessageRef, *get_args(Part)):
    converter.register_unstructure_hook(_part, _omit_defaults(_part))
configure_tagged_union(Part, converter, tag_name="_")


def message_out(message: Message) -> dict[str, Any]:
    """A message as JSON-able dict."""
    kept: dict[str, Any] = converter.unstructure(message)
    return kept


def message_in(kept: dict[str, Any]) -> Message:
    """The message that ``message_out`` kept. Raises what cattrs raises for a shape it does not know."""
    return converter.structure(kept, Message)
