"""The start page of JupyterLab and bare Voila: which themes there are, and where to open them."""

from workbook.content.checks import AROUND
from workbook.content.interface import ui
from workbook.exercises import load_content
from workbook.player.check import Said
from workbook.player.parameters import Parameters
from workbook.player.portfolio import frame
from workbook.player.shaping import as_told_to
from workbook.player.visitor import passer_by
from workbook.view.blocks import Block, Box, Prose
from workbook.view.page_widget import PageWidget


class Start:
    """An overview of the workbook; the participant app has its own landing page."""

    def __init__(self, parameters: Parameters) -> None:
        self._visitor = passer_by(parameters.language)
        self.widget = PageWidget(self._handle)

    def bind(self) -> PageWidget:
        """The overview."""
        self._draw()
        return self.widget

    def _handle(self, message: dict[str, object]) -> None:
        if message["type"] == "ping":
            self.widget.send({"type": "pong"})
        elif message["type"] == "language" and message.get("language") in ("nl", "en"):
            self._visitor = self._visitor.speak("nl" if message["language"] == "nl" else "en")
            self._draw()

    def _draw(self) -> None:
        language = self._visitor.language
        cards: list[Block] = [Prose(ui("start.lead", language), "lead")]
        for theme in (as_told_to(theme, None) for theme in load_content().themes.values()):
            parts = ", ".join(exercise.title.in_(language) for exercise in theme.exercises)
            lines = (Prose(theme.aim.in_(language)), Prose(parts, "note"))
            number = "" if theme.letter == AROUND else f"{theme.order}. "
            cards.append(Box(lines, "card", f"{number}{theme.title.in_(language)}"))
        self.widget.view = frame(ui("name", language), tuple(cards), self._visitor)

    def check(self) -> Said:
        """Prove that the overview names every theme."""
        shown = str(self.widget.view)
        titles = [theme.title.in_(self._visitor.language) for theme in load_content().themes.values()]
        return Said("every theme named" if all(title in shown for title in titles) else "a theme is missing")
