"""The report of a session: counts of people, and what a released group shows. The notebook `report` calls it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from markupsafe import Markup
from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.models import Exercise, Theme
from workbook.content.text import Language
from workbook.exercises import load_content
from workbook.facilitate.demo import demo_room
from workbook.facilitate.registration import store
from workbook.facilitate.stylesheet import stylesheet
from workbook.player.check import Said
from workbook.player.parameters import BadParameters, Parameters
from workbook.player.plan import Plan, plan_of
from workbook.player.shaping import shaped_for
from workbook.player.steps import credits_of
from workbook.store import privacy, sessions
from workbook.store.privacy import Group
from workbook.store.sessions import Session
from workbook.view.blocks import Block, Box, Figures, Heading, Prose, Table
from workbook.view.context import summarise
from workbook.view.html import as_html
from workbook.view.numbers import day

BODY = "application/vnd.eerlijk-verkopen.report"  # a part of the report as bare HTML; what report_html puts together


@dataclass(frozen=True)
class Part:
    """A part of the report; a notebook shows it as it will look."""

    html: Markup

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        shown = f'<style>{stylesheet()}</style><div class="wb" style="min-height:0;padding:16px">{self.html}</div>'
        return {"text/plain": "…", "text/html": shown, BODY: str(self.html)}


@dataclass(frozen=True)
class Result:
    """One exercise with the group that may be shown of it (None: held back) and how many people got how far."""

    theme: Theme[Exercise]
    exercise: Exercise
    group: Group | None
    progress: privacy.Progress
    minimum: int


class Report:
    """The report of a registered session, or of a made-up one where `session` is '' and `respondent` is set.

    `room` gives the database and the session themselves. Raises BadParameters where there is neither,
    StoreUnavailable where the database cannot be read.
    """

    def __init__(self, given: Parameters, room: tuple[Engine, Session] | None = None) -> None:
        self.language: Language = given.language
        self.content = load_content()
        self.engine, self.session = room or self._room(given)
        self.min_group = max(given.min_group, self.session.settings.min_group)  # never below what people were told

    def _room(self, given: Parameters) -> tuple[Engine, Session]:
        made_up = given.made_up()
        if not given.session and made_up:
            title = self._ui("facilitate.report.example")
            return demo_room(self.content, made_up.kind, made_up.seed, self.language, title=title)
        if not given.session:
            raise BadParameters([self._ui("facilitate.report.nothing")])
        engine = store(create=False)
        found = sessions.by_slug_or_code(engine, given.session)
        if found is None:
            raise BadParameters([self._ui("parameter.session", value=given.session)])
        return engine, found

    def _ui(self, key: str, /, **values: object) -> str:
        return ui(key, self.language, **values)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """Every exercise of the session in order, the plan for tomorrow last in each theme."""
        return tuple(self._result(theme, e) for theme in self._themes() for e in (*theme.exercises, plan_of(theme)))

    def _result(self, theme: Theme[Exercise], exercise: Exercise) -> Result:
        released = privacy.release(
            self.engine,
            self.session.id,
            exercise.id,
            sensitive=exercise.sensitive,
            at_once=self.session.settings.reveal == "at_once",
            min_group=self.min_group,
        )
        group = released if isinstance(released, Group) else None
        progress = privacy.progress(self.engine, self.session.id, exercise.id)
        return Result(theme, exercise, group, progress, privacy.minimum_for(exercise.sensitive, self.min_group))

    def about(self) -> Part:
        """Whose session it was, when, and what it was made of."""
        chosen = self.session.settings
        closed = self.session.closed_at
        titles = (theme.title.in_(self.language) for theme in self._themes())
        rows = (
            ("client", chosen.client),
            ("programme", self._ui(f"facilitate.programme.{chosen.programme}")),
            ("themes", ", ".join(titles)),
            ("from", day(_local(self.session.created_at), self.language)),
            ("closed", day(_local(closed), self.language) if closed else self._ui("facilitate.report.open")),
        )
        named = tuple((self._ui(f"facilitate.report.{name}"), value) for name, value in rows if value)
        sensitive = privacy.minimum_for(True, self.min_group)
        return self._part(
            Prose(
                self._ui("facilitate.report.made", day=day(datetime.now().astimezone().date(), self.language)), "note"
            ),
            Prose(self._ui("facilitate.report.privacy", minimum=self.min_group, sensitive=sensitive), "lead"),
            Table(self._ui("facilitate.report.about"), ("", ""), named),
        )

    def _themes(self) -> list[Theme[Exercise]]:
        chosen = (self.content.themes.get(name) for name in self.session.settings.themes)
        return [shaped_for(theme, self.session) for theme in chosen if theme]

    def progress(self) -> Part:
        """How many people joined, and how many started and finished each exercise."""
        head = tuple(self._ui(f"facilitate.report.{name}") for name in ("exercise", "started", "done"))
        rows = tuple((self._row_name(r), str(r.progress.started), str(r.progress.done)) for r in self.results)
        joined = str(sessions.seated(self.engine, self.session.id))
        return self._part(
            Heading(self._ui("facilitate.report.progress"), 2),
            Figures(((joined, self._ui("facilitate.report.joined")),)),
            Table(self._ui("facilitate.report.counts"), head, rows),
        )

    def _row_name(self, result: Result) -> str:
        title = result.exercise.title.in_(self.language)
        return f"{title} ({result.theme.title.in_(self.language)})" if _is_plan(result) else title

    def groups(self) -> Part:
        """Per theme and exercise what the group answered, or a question to discuss where that is held back."""
        blocks: list[Block] = []
        for theme in dict.fromkeys(result.theme.id for result in self.results):
            mine = [result for result in self.results if result.theme.id == theme and not _is_plan(result)]
            blocks.append(
                Heading(next(r.theme for r in self.results if r.theme.id == theme).title.in_(self.language), 2)
            )
            blocks.extend(Box(self.shown(r), "card", r.exercise.title.in_(self.language)) for r in mine)
        return self._part(*blocks, *self.plans())

    def plans(self) -> tuple[Block, ...]:
        """How many people made a plan, of all themes in one sentence."""
        plans = [result for result in self.results if _is_plan(result)]
        counted = [
            self._ui("facilitate.report.plan", n=result.group.n, theme=result.theme.title.in_(self.language))
            for result in plans
            if result.group
        ]
        if not plans:
            return ()
        said = self._ui("facilitate.report.plans", counted="; ".join(counted))
        if not counted:
            said = self._ui("facilitate.report.no-plans", minimum=plans[0].minimum)
        return (Heading(self._ui("tomorrow.title"), 2), Prose(said))

    def shown(self, result: Result) -> tuple[Block, ...]:
        """What the report says of one exercise."""
        goal = Prose(result.exercise.goal.in_(self.language), "note")
        question = Prose(result.exercise.discussion.in_(self.language), "lead")
        if result.group is None:
            return (goal, Prose(self._ui("facilitate.report.withheld", minimum=result.minimum), "note"), question)
        told = summarise(result.exercise, result.group, self.language)
        if question in told:  # a type that holds something back asks it itself
            return (goal, *told)
        return (goal, *told, Prose(self._ui("facilitate.report.discuss"), "label"), question)

    def sources(self) -> Part:
        """Where the themes come from."""
        named = dict.fromkeys(source for theme in self._themes() for source in theme.sources)
        return self._part(*credits_of(named, self.content, self.language))

    def check(self) -> Said:
        """Prove that no group below the minimum is shown, and that something is where there are enough people."""
        for result in self.results:
            small = result.group is not None and result.group.n < result.minimum
            if small or (result.group is not None and result.group.n > result.progress.done):
                return Said(f"{result.exercise.id}: shown below the minimum")
        return Said("nothing shown below the minimum")

    def _part(self, *blocks: Block) -> Part:
        return Part(as_html(blocks, self._ui("own")))


def _is_plan(result: Result) -> bool:
    return isinstance(result.exercise, Plan)


def _local(moment: datetime) -> date:
    """The day on which it was that moment here; the store keeps UTC."""
    return moment.replace(tzinfo=UTC).astimezone().date()
