"""A client's look on our pages: its colour as custom properties, its name and logo for the header."""

from workbook.store.sessions import SessionSettings
from workbook.view.tokens import TOKENS

LEAST_CONTRAST = 4.5  # for text, WCAG 2.2 level AA
WHITE = "#FFFFFF"
_SOFTEST = 12  # percent of the colour in its soft tint, where that leaves text in the colour readable


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """How light a colour is, 0–1 (WCAG: relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two `#rrggbb` colours: 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str) -> float:
    """The least contrast of text in this `#rrggbb` colour on the grounds that our pages have: white and paper."""
    return min(contrast(colour, ground) for ground in (WHITE, TOKENS["card"], TOKENS["paper"]))


def _mixed(colour: str, with_: str, percent: int) -> str:
    """`percent` of one colour in another."""
    pairs = zip(_channels(colour), _channels(with_), strict=True)
    return "#" + "".join(f"{(a * percent + b * (100 - percent) + 50) // 100:02x}" for a, b in pairs)


def darker(colour: str) -> str:
    """The nearest darker `#rrggbb` in which text can be read; `colour` itself where it can be already."""
    shades = (_mixed(colour, "#000000", percent) for percent in range(100, -1, -1))
    return next(shade for shade in shades if readable(shade) >= LEAST_CONTRAST)


def _soft(colour: str) -> str:
    """A tint of the colour on which text in the colour can still be read."""
    tints = (_mixed(colour, WHITE, percent) for percent in range(_SOFTEST, 0, -1))
    return next((tint for tint in tints if contrast(colour, tint) >= LEAST_CONTRAST), WHITE)


def look_css(settings: SessionSettings) -> str:
    """Custom properties in the client's colour, for the `style` of a `.wb` element; '' without a colour.

    Overrides `--accent`, `--accent-soft` and `--accent-deep`. Text in `--accent` has at least 4.5:1 on white, paper and
    `--accent-soft`; white on `--accent` too. A projector asks 7:1 for text: use the colour there for lines and areas.
    """
    colour = settings.look.colour
    if not colour:
        return ""
    return f"--accent:{colour};--accent-soft:{_soft(colour)};--accent-deep:{_mixed(colour, '#000000', 78)}"


def brand(settings: SessionSettings | None) -> dict[str, str]:
    """What a header shows of the client: `name`, `logo` (a data URI) and `style` (see `look_css`), '' for none."""
    if settings is None:
        return {"name": "", "logo": "", "style": ""}
    return {"name": settings.client, "logo": settings.look.logo, "style": look_css(settings)}
