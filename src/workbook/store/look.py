"""A client's own look: a colour and a small logo, kept with a session; never anything that a browser could run."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from workbook.content.text import Model

LONGEST_LOGO = 200_000  # signs of the data URI
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LOGO = re.compile(r"data:image/png;base64,[A-Za-z0-9+/]+={0,2}")


def is_colour(value: str) -> bool:
    """Whether this is `#rrggbb`."""
    return bool(_COLOUR.fullmatch(value))


def _colour(value: str) -> str:
    if value and not is_colour(value):
        raise PydanticCustomError("look-colour", "not a colour")
    return value.lower()


def _logo(value: str) -> str:
    if value and not _LOGO.fullmatch(value):
        raise PydanticCustomError("look-logo", "not a logo")
    return value


class Look(Model):
    """A client's look. `colour` is `#rrggbb` or '', `logo` a PNG as a `data:` address or ''; '' is the workbook's own.

    What a facilitator writes for `logo` is a file name; `facilitate.look_file` makes the address of it, and refuses
    colours in which text cannot be read.
    """

    colour: Annotated[str, AfterValidator(_colour)] = ""
    logo: Annotated[str, Field(max_length=LONGEST_LOGO), AfterValidator(_logo)] = ""
