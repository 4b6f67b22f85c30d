"""Names that others have given: licences of open data, pictograms of Material's set."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from .values import refuse
from .vietnamese import slug

DATA_LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "ODbL-1.0")
"""The usual licences of open data, by their names of SPDX."""


def _compact(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _data_licence(raw: str) -> str:
    if raw in DATA_LICENCES:
        return raw
    allowed = ", ".join(DATA_LICENCES)
    typed = _compact(raw)
    near = next((name for name in DATA_LICENCES if typed and _compact(name).startswith(typed)), None)
    if near:
        raise refuse("choice_near", found=raw, near=near, allowed=allowed)
    raise refuse("choice", found=raw, allowed=allowed)


def _icon(raw: str) -> str:
    name = raw.removeprefix(":").removesuffix(":").removesuffix(".svg")
    if not re.fullmatch(r"[a-z0-9]+(/[a-z0-9]+(-[a-z0-9]+)*)+", name):
        words = "/".join(slug(part) for part in name.split("/"))
        wanted = words if "/" in words else f"material/{words or 'fruit-cherries'}"
        raise refuse("icon_form", found=raw, wanted=wanted)
    return name


DataLicence = Annotated[
    str, AfterValidator(_data_licence), WithJsonSchema({"type": "string", "examples": list(DATA_LICENCES)})
]
Icon = Annotated[
    str,
    AfterValidator(_icon),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(/[a-z0-9-]+)+$", "examples": ["material/fruit-cherries"]}),
]
"""A pictogram by its name in Material's set, the one that MkDocs' theme brings: its folder and its file."""
