"""What the read-only API answers, as shapes: the answers are made from them, and so is their OpenAPI description."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

SCOPES = ("figures", "practices", "stories")
MOST, USUAL = 200, 50


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CommunityShape(Shape):
    """A community as its charter has it. Nobody's name is in it."""

    id: str
    name: str
    purpose: str
    stage: str
    created_at: datetime | None


class FigureShape(Shape):
    """One published figure of a pulse, as everybody in the community may read it."""

    pulse: int = Field(description="the number of the pulse in this community")
    measure: str = Field(description="two letters of the construct, or 'own'")
    scale: str = Field(description="agreement: 1 to 5; rating: 0 to 10; yes_no: the share of yes, 0 to 1")
    closed_on: date
    answered: str = Field(description="how many answered, as a band: 5-9, 10-19 or 20+")
    value: float = Field(
        description="the mean, to the nearest half point, or the share, to the nearest quarter or tenth"
    )
    low: float = Field(description="lower end of its band, of all such bands the one that is nearest to 95%")
    high: float
    partly: bool = Field(description="some answers were left out, so that nobody's can be worked out")


class StoryShape(Shape):
    """A story that was shown and still is; a withdrawn one is not here any more."""

    id: str
    shown_at: datetime
    words: list[str]
    meaning: str


class PracticeShape(Shape):
    """A practice that works for people here, in their words."""

    id: str
    when: str
    what: str
    because: str
    seen_at: str
    used_by: int
    communities: int
    doubts: list[str]


Item = TypeVar("Item", bound=Shape)


class Page(Shape, Generic[Item]):
    """Some of a list. ``next`` is the offset of what follows; null at the end."""

    items: list[Item]
    next: int | None


class Refusal(Shape):
    """What kind of fault it was."""

    error: str


PATHS: dict[str, tuple[type[Shape], str, str]] = {
    "/api/v1/communities": (CommunityShape, "", "Communities of the token's workspace"),
    "/api/v1/communities/{community}/figures": (FigureShape, "figures", "Published figures, newest first"),
    "/api/v1/communities/{community}/stories": (StoryShape, "stories", "Shown stories, newest first"),
    "/api/v1/communities/{community}/practices": (PracticeShape, "practices", "The shelf, newest first"),
}


def described() -> dict[str, Any]:
    """The OpenAPI 3.1 description."""
    shapes: list[type[Shape]] = [*(Page[shape] for shape, _, _ in PATHS.values()), Refusal]  # type: ignore[valid-type]
    names, whole = models_json_schema(
        [(one, "serialization") for one in shapes], ref_template="#/components/schemas/{model}"
    )
    refs = {one: names[(one, "serialization")] for one in shapes}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Evener, what was published",
            "version": "1",
            "description": "Read only. A token reads one workspace. No answers, no names, nothing that is not shown to people.",
        },
        "paths": {path: {"get": _operation(path, refs)} for path in PATHS},
        "components": {
            "schemas": whole["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(path: str, refs: dict[Any, Any]) -> dict[str, Any]:
    shape, scope, summary = PATHS[path]
    parameters = [_number("limit", 1, MOST, USUAL), _number("offset", 0, 1_000_000, 0)]
    if "{community}" in path:
        text = {"type": "string", "minLength": 1, "maxLength": 40}
        parameters.insert(0, {"name": "community", "in": "path", "required": True, "schema": text})
    refusals = {"400": "A parameter is wrong", "401": "No token, or one that does not hold",
                "429": "Too many questions; see Retry-After"}  # fmt: skip
    if scope:
        refusals |= {"403": f"The token lacks the scope {scope}", "404": "No such community"}
    answers = {"200": _answer(summary, refs[Page[shape]])}  # type: ignore[valid-type]
    answers |= {status: _answer(why, refs[Refusal]) for status, why in refusals.items()}
    name = path.rsplit("/", 1)[1]
    return {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}


def _answer(meaning: str, ref: Any) -> dict[str, Any]:
    return {"description": meaning, "content": {"application/json": {"schema": ref}}}


def _number(name: str, low: int, high: int, usual: int) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": low, "maximum": high, "default": usual}
    return {"name": name, "in": "query", "required": False, "schema": schema}
