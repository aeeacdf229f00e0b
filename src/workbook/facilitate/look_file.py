"""The look in a session file: the logo is a picture beside it, the colour one in which text can be read."""

import base64
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from workbook.content.problems import Problem
from workbook.content.yaml_source import Location, Source
from workbook.store.look import is_colour
from workbook.view.look import LEAST_CONTRAST, darker, readable

LARGEST_FILE = 200_000  # bytes
WIDEST, HIGHEST = 480, 160  # pixels, as it is kept
_MOST_PIXELS = 20_000_000  # before it is made smaller
_PLAIN_FROM = 60_000  # a PNG above this many bytes gets 256 colours
_KINDS = ("PNG", "JPEG")
Found = tuple[Location, Problem]


class BadLogo(ValueError):
    """A file that cannot be a logo; the argument is the key of the sentence."""


def logo_of(path: Path) -> str:
    """A PNG or JPEG file as a small PNG in a `data:` address: decoded and drawn anew, so that nothing else comes along.

    Raises BadLogo.
    """
    try:
        if not path.is_file():
            raise BadLogo("facilitate.look.missing")
        with path.open("rb") as file:
            found = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise BadLogo("facilitate.look.missing") from None
    if len(found) > LARGEST_FILE:
        raise BadLogo("facilitate.look.large")
    return "data:image/png;base64," + base64.b64encode(_redrawn(found)).decode("ascii")


def _redrawn(found: bytes) -> bytes:
    """These bytes as a PNG of at most 480 × 160 pixels, without whatever else the file held. Raises BadLogo."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow warns of a picture that is a bomb, and opens it all the same
            with Image.open(io.BytesIO(found), formats=_KINDS) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise BadLogo("facilitate.look.large")
                picture = ImageOps.exif_transpose(opened).convert("RGBA")
        picture.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
        written = _as_png(picture)
        return written if len(written) <= _PLAIN_FROM else _as_png(picture.quantize(256))
    except BadLogo:
        raise
    except Exception:  # whatever a broken or hostile file makes Pillow say, it is no picture for us
        raise BadLogo("facilitate.look.picture") from None


def _as_png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.info = {}  # no remarks, profiles, places or dates of the file that was given
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def with_look(source: Source, given: dict[str, Any], folder: Path | None) -> tuple[dict[str, Any], list[Found]]:
    """The settings in `given` with the logo's file name replaced by the picture, and what is wrong with the look.

    `folder` is where the session file stands; None where there is no file: then a logo is a `data:` address already.
    A logo that cannot be used is left out of what is returned.
    """
    look = given.get("look")
    if not isinstance(look, dict):
        return given, []
    problems = list(_colour_problems(source, look))
    kept = {key: value for key, value in look.items() if value is not None}
    name = kept.get("logo")
    if isinstance(name, str) and name and folder is not None:
        try:
            kept["logo"] = logo_of(_beside(folder, name))
        except BadLogo as wrong:
            del kept["logo"]
            problems.append(_found(source, "logo", str(wrong), value=name))
    return given | {"look": kept}, problems


def _beside(folder: Path, name: str) -> Path:
    """The file of this name in the session file's own folder: never one of another folder. Raises BadLogo."""
    if Path(name).name != name or "\\" in name or "\0" in name:
        raise BadLogo("facilitate.look.beside")
    return folder / name


def _colour_problems(source: Source, look: dict[str, Any]) -> Iterator[Found]:
    colour = look.get("colour", "")
    if colour is None:  # in YAML a `#` without quotes begins a remark
        yield _found(source, "colour", "facilitate.look.quotes")
    elif isinstance(colour, str) and is_colour(colour) and readable(colour) < LEAST_CONTRAST:
        yield _found(source, "colour", "facilitate.look.pale", value=colour, darker=darker(colour))


def _found(source: Source, name: str, key: str, **values: object) -> Found:
    where: Location = ("look", name)
    return where, Problem(source.path, source.line_of(where), key, values)
