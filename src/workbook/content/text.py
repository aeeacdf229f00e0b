"""Texts in two languages, side by side."""

from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Sector = Literal["business", "advice", "retail", "social"]
SECTORS: tuple[Sector, ...] = get_args(Sector)


class Model(BaseModel):
    """The strict base of everything an author writes: unknown fields are refused, values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Text(Model):
    """A text in Dutch and English; a plain string in YAML stands for one text in both languages.

    `by_sector` says it in other words for a sector (see `sectors`); everywhere else nl and en stand.
    """

    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)
    by_sector: "Wordings | None" = None

    @model_validator(mode="before")
    @classmethod
    def _one_text_for_both(cls, value: Any) -> Any:
        return {"nl": value, "en": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core)]}

    def in_(self, language: Language) -> str:
        """This text in `language` ('nl' or 'en')."""
        return self.nl if language == "nl" else self.en

    def fill(self, /, **values: object) -> Self:
        """This text with `{name}` placeholders replaced in both languages; other braces stay as they are.

        Values are inserted as they stand and never interpreted: a value that itself holds `{…}` is plain text.
        """
        return type(self)(nl=_fill(self.nl, values), en=_fill(self.en, values))


class Wordings(Model):
    """What stands instead of a text in a sector; a sector that is left out reads the text itself."""

    business: Text | None = None
    advice: Text | None = None
    retail: Text | None = None
    social: Text | None = None

    @model_validator(mode="after")
    def _once(self) -> "Wordings":
        for sector in self.given:
            if getattr(self, sector).by_sector is not None:
                raise PydanticCustomError("sector-nested", "by_sector stands inside by_sector", {"sector": sector})
        return self

    @property
    def given(self) -> tuple[Sector, ...]:
        """The sectors that have words of their own here."""
        return tuple(sector for sector in SECTORS if getattr(self, sector) is not None)


Text.model_rebuild()


def _fill(text: str, values: dict[str, object]) -> str:
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        filled.append(f"{values[name]}{rest}" if closed and name in values else "{" + part)
    return "".join(filled)
