"""Numbers and dates as people write them, rounded half up (Python and Babel round 292.5 to 292)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from workbook.content.interface import ui
from workbook.content.text import Language

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}


def half_up(value: float, decimals: int = 0) -> Decimal:
    """`value` rounded half up: 292.5 gives 293; the float is taken as it prints."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: float, language: Language, decimals: int = 0) -> str:
    """`value` with thousands separators: 8.000 in Dutch, 8,000 in English."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(half_up(value, decimals), pattern, _LOCALES[language])


def halves(value: float, language: Language) -> str:
    """`value` rounded half up to halves: 2.25 gives 2,5 in Dutch; whole numbers without a decimal."""
    rounded = half_up(value * 2) / 2
    return format_decimal(rounded, "#,##0.#", _LOCALES[language])


def listed(names: Sequence[str], language: Language) -> str:
    """Names as a sentence lists them: 'a, b en c'; empty without any."""
    return f"{', '.join(names[:-1])} {ui('and', language)} {names[-1]}" if len(names) > 1 else "".join(names)


def day(value: date, language: Language) -> str:
    """A date in words: 21 november 2026."""
    return format_date(value, "d MMMM y", _LOCALES[language])


def weekday(value: date, language: Language) -> str:
    """A day with its name: zondag 22 november."""
    return format_date(value, "EEEE d MMMM", _LOCALES[language])


def moment(value: datetime, language: Language) -> str:
    """A date with its time: 21 november 2026, 18:21."""
    return format_datetime(value, "d MMMM y, HH:mm", locale=_LOCALES[language])
