"""The parameters of a notebook: one model checks them all, whoever filled them in."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any, Literal

from pydantic import Field, ValidationError

from workbook.content import interface
from workbook.content.loading import Content
from workbook.content.models import Exercise, Id, Theme
from workbook.content.problems import reader_language, said
from workbook.content.sectors import for_sector
from workbook.content.text import LANGUAGES, Language, Model, Sector
from workbook.scoring import Respondent
from workbook.store.sessions import Programme, Reveal

# names that IPython itself puts in a notebook's namespace
_IPYTHON = {"In", "Out", "exit", "quit", "open", "get_ipython", "papermill_description"}


class BadParameters(ValueError):
    """Parameters that cannot be used: one sentence each, in the reader's language."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(sentences))

    def _render_traceback_(self) -> list[str]:
        """What Jupyter and papermill show instead of a traceback: the sentences alone."""
        return list(self.sentences)


class Parameters(Model):
    """What a notebook's `parameters` cell may set; every name is refused elsewhere.

    `session` is the slug of a registered session ('' for none), `seed` any whole number, `min_group` 5–50 people,
    `duration_minutes` 0 (as long as it takes) to 960, `respondent` a made-up one who plays the page ('' for a person),
    `options` is `{exercise-id: {…}}`, checked by the model of that exercise's type.
    """

    theme: str = ""
    session: str = ""
    language: Language = "nl"
    mode: Literal["self_paced", "workshop"] = "self_paced"
    sector: Sector = "business"
    reveal: Reveal = "at_once"
    seed: int = 0
    min_group: int = Field(default=5, ge=5, le=50)
    programme: Programme = "self_paced"
    duration_minutes: int = Field(default=0, ge=0, le=960)
    respondent: Literal["", "strong", "weak", "random"] = ""
    options: dict[Id, dict[str, Any]] = {}

    def made_up(self) -> Respondent | None:
        """The made-up respondent who plays the page, if any."""
        return Respondent(self.respondent, self.seed) if self.respondent else None


def parameters(namespace: Mapping[str, Any]) -> Parameters:
    """The parameters in a notebook's namespace (`parameters(globals())`, right after the parameters cell).

    Raises BadParameters for names that are no parameters and for values that do not fit.
    """
    return checked({name: value for name, value in namespace.items() if _is_parameter(name, value)})


def _is_parameter(name: str, value: object) -> bool:
    return not (name.startswith("_") or name in _IPYTHON or callable(value) or isinstance(value, ModuleType))


def checked(values: Mapping[str, Any]) -> Parameters:
    """These values as parameters. Raises BadParameters."""
    given = values.get("language")
    language: Language = given if given in LANGUAGES else reader_language()
    try:
        return Parameters.model_validate(dict(values))
    except ValidationError as error:
        raise BadParameters([_sentence(dict(details), language) for details in error.errors()]) from None


def _sentence(details: dict[str, Any], language: Language) -> str:
    name = ".".join(str(step) for step in details["loc"])
    known = ", ".join(Parameters.model_fields)
    kinds = {"extra_forbidden": "parameter.unknown", "literal_error": "parameter.literal"}
    key = kinds.get(details["type"], "parameter.value")
    values = {"name": name, "known": known, "value": details.get("input"), "reason": said(details, language)}
    expected = str(details.get("ctx", {}).get("expected", "")).replace(" or ", ", ")  # pydantic's own word
    return interface.ui(key, language, **values, expected=expected)


def theme_for(content: Content, given: Parameters) -> Theme[Exercise]:
    """The theme that these parameters ask for, in the words of its sector, its exercises as the options set them.

    Raises BadParameters where the content has no such theme, no texts for the sector, or an option does not fit.
    """
    language = given.language
    if given.theme not in content.themes:
        known = ", ".join(content.themes)
        raise BadParameters([interface.ui("parameter.theme", language, value=given.theme, known=known)])
    theme = content.themes[given.theme]
    if given.sector not in theme.sectors:
        known = ", ".join(theme.sectors)
        raise BadParameters([interface.ui("parameter.sector", language, value=given.sector, known=known)])
    unknown = set(given.options) - set(content.exercises())
    if unknown:
        known = ", ".join(content.exercises())
        values = {"value": ", ".join(sorted(unknown)), "known": known}
        raise BadParameters([interface.ui("parameter.exercise", language, **values)])
    return with_options(for_sector(theme, given.sector), given.options, language)


def with_options(theme: Theme[Exercise], options: Mapping[str, Any], language: Language) -> Theme[Exercise]:
    """`theme` with the options of its exercises. Raises BadParameters."""
    return reshape(theme, lambda exercise: set_options(exercise, options.get(exercise.id), language))


def set_options(exercise: Exercise, options: Mapping[str, Any] | None, language: Language) -> Exercise:
    """One exercise as a facilitator set it. Raises BadParameters."""
    if not options:
        return exercise
    try:
        return exercise.with_options(type(exercise).Options.model_validate(dict(options)))
    except ValidationError as error:
        sentences = [_option_sentence(exercise, dict(details), language) for details in error.errors()]
        raise BadParameters(sentences) from None
    except (KeyError, ValueError) as error:
        key, told = wrong_option(exercise, options, error)
        raise BadParameters([interface.ui(key, language, **told)]) from None


def wrong_option(exercise: Exercise, options: Mapping[str, Any], error: Exception) -> tuple[str, dict[str, str]]:
    """What is wrong with an option that names what the exercise does not have: a key and what fills it.

    Where the option has the name of a part of the exercise (`scenes`, `cards`, `lines`), its ids are listed.
    """
    value = str(error.args[0]) if error.args else ""
    named = (name for name, chosen in options.items() if chosen == value or _holds(chosen, value))
    name = next(named, "")
    known = ", ".join(str(part.id) for part in getattr(exercise, name or "-", ()) if hasattr(part, "id"))
    if not known:
        return "parameter.option", {"exercise": exercise.id, "name": name, "reason": value}
    return "parameter.option-value", {"exercise": exercise.id, "name": name, "value": value, "known": known}


def _holds(chosen: object, value: str) -> bool:
    return isinstance(chosen, list | tuple) and value in chosen


def _option_sentence(exercise: Exercise, details: dict[str, Any], language: Language) -> str:
    name = ".".join(str(step) for step in details["loc"])
    known = ", ".join(type(exercise).Options.model_fields) or "–"
    if details["type"] == "extra_forbidden":
        return interface.ui("parameter.option-unknown", language, exercise=exercise.id, name=name, known=known)
    return interface.ui("parameter.option", language, exercise=exercise.id, reason=said(details, language))


def reshape(theme: Theme[Exercise], change: Any) -> Theme[Exercise]:
    """`theme` with every exercise replaced by `change(exercise)`."""
    sections = tuple(
        section.model_copy(update={"exercises": tuple(change(exercise) for exercise in section.exercises)})
        for section in theme.sections
    )
    return theme.model_copy(update={"sections": sections})
