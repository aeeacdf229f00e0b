"""Days as people say them."""

import datetime

from babel.dates import format_date

from workbook.content.text import Language


def weekday(day: datetime.date, language: Language) -> str:
    """A day with its name: zondag 22 november."""
    return format_date(day, "EEEE d MMMM", {"nl": "nl_NL", "en": "en_GB"}[language])
