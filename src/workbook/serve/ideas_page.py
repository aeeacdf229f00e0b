"""Every idea of the articles with the exercises that teach it, and the way from there to an exercise; no kernel."""

import secrets
from datetime import date

from tornado import web  # type: ignore[attr-defined]

from workbook.content.answers import BOOKMARK
from workbook.content.coverage import taught_in
from workbook.content.interface import ui
from workbook.content.models import Article, Exercise, Idea
from workbook.exercises import load_content
from workbook.player.plan import plan_of
from workbook.player.shaping import as_told_to
from workbook.serve.landing import notebook_of
from workbook.serve.web_page import WebPage
from workbook.store import responses
from workbook.view.numbers import day

Taught = dict[str, list[Exercise]]


class Ideas(WebPage):
    """Open an idea and see what it says, whose it is and where you practise it."""

    def get(self) -> None:
        """The page; in a session with the exercises of its themes only."""
        content, session = load_content(), self.session()
        shown = [t for t in content.themes.values() if session is None or t.id in session.settings.themes]
        taught = taught_in(as_told_to(theme, session) for theme in shown)
        articles = [self._article(article, taught) for article in content.articles.values()]
        self.page("ideas.html.j2", articles=articles, session=session)

    def _article(self, article: Article, taught: Taught) -> dict[str, object]:
        dated = day(date.fromisoformat(article.date), self.language) if article.date else ""
        return {
            "id": article.id,
            "title": article.title,
            "credit": " · ".join(part for part in (article.author, article.place, dated) if part),
            "note": article.note.in_(self.language) if article.note else "",
            "ideas": [self._idea(idea, taught.get(idea.id, [])) for idea in article.ideas],
        }

    def _idea(self, idea: Idea, exercises: list[Exercise]) -> dict[str, object]:
        flags = {"contradicted": idea.contradicted, "experience": idea.experience, "anecdote": idea.kind == "anecdote"}
        return {
            "id": idea.anchor,
            "title": idea.title.in_(self.language),
            "text": idea.text.in_(self.language),
            "labels": [ui(f"ideas.label.{flag}", self.language) for flag, holds in flags.items() if holds],
            "exercises": [
                {"title": exercise.title.in_(self.language), "href": f"{self.base_url}oefening/{exercise.id}"}
                for exercise in exercises
            ],
        }


class ToExercise(WebPage):
    """The theme page of an exercise, opened at that exercise: where somebody is on a page is kept like an answer."""

    def get(self, exercise_id: str) -> None:
        """Go there; nothing is answered by it."""
        content, session = load_content(), self.session()
        if exercise_id not in content.exercises():
            raise web.HTTPError(404)
        theme = content.theme_of(exercise_id)
        there = session.id if session and theme.id in session.settings.themes else ""
        key = f"go-{secrets.token_hex(9)}"
        responses.save(self.engine, self.me.id, there, plan_of(theme), BOOKMARK, exercise_id, key)
        self.redirect(self.base_url + notebook_of(theme))


HANDLERS = [("/ideeen", Ideas), (r"/oefening/([a-z0-9-]{1,60})", ToExercise)]
