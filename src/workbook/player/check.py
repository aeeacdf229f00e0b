"""The page plays itself: used by nbval, papermill and whoever wants to know whether a theme works."""

from typing import TYPE_CHECKING

from workbook.exercises import load_content
from workbook.player.parameters import Parameters
from workbook.player.visitor import Visitor, passer_by
from workbook.scoring import Respondent, score, simulate
from workbook.store.responses import History, save

if TYPE_CHECKING:
    from workbook.player.page import Page


def play_through(page: "Page", parameters: Parameters) -> dict[str, History]:
    """Let a made-up respondent answer every exercise of a bound page, through the store. Returns the histories."""
    respondent = parameters.made_up() or Respondent("strong", parameters.seed)
    visitor = page.visitor or passer_by(parameters.language)
    told: dict[str, History] = {}
    for exercise in page.exercises:
        for number, (item, value) in enumerate(simulate(exercise, respondent).items()):
            told[exercise.id] = save(
                visitor.engine, visitor.person, "", exercise, item, value, f"{exercise.id}-{number}"
            )
    return told


def play_themes(parameters: Parameters) -> Visitor:
    """A passer-by for whom a made-up respondent has played every theme."""
    from workbook.player.page import Page

    visitor = passer_by(parameters.language)
    for theme in load_content().themes:
        page = Page(parameters.model_copy(update={"theme": theme, "options": {}}))
        page.all_sections()
        page.bind(visitor)
        play_through(page, parameters)
    return visitor


class Said:
    """Says one invariant to nbval and nothing on a page: its HTML is empty."""

    def __init__(self, said: str) -> None:
        self.said = said

    def __repr__(self) -> str:
        return self.said

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.said, "text/html": ""}


def check_page(page: "Page") -> Said:
    """Prove that a page works, on a copy of it: a respondent answers everything, and it is scored and saved."""
    from workbook.player.page import Page

    if page.visitor and page.visitor.kept:
        return Said("")  # somebody is waiting for this page
    copy = Page(page.parameters)
    copy.take_sections_of(page)
    copy.bind(passer_by(page.parameters.language))
    told = play_through(copy, page.parameters)
    for exercise in copy.exercises:
        history = told[exercise.id]
        if not history.done or score(exercise, history.current.answers).status == "unanswered":
            return Said(f"{exercise.id}: not finished")
    copy.refresh()
    return Said("every exercise answered, scored and saved")
