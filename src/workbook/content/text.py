"""Texts in two languages, side by side."""

from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Model(BaseModel):
    """The strict base of everything an author writes: unknown fields are refused, values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Text(Model):
    """A text in Dutch and English; a plain string in YAML stands for one text in both languages."""

    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)

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


def _fill(text: str, values: dict[str, object]) -> str:
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        filled.append(f"{values[name]}{rest}" if closed and name in values else "{" + part)
    return "".join(filled)
