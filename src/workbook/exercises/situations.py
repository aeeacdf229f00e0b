"""Situations: read a scene, say of every option whether it harms, depends or helps, then see how the makers reason.

The participant sees counts, no points. A situational judgement test after the HumRRO guidelines (McDaniel e.a. 2007):
plausible options of varied quality, a key that is open to challenge.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.interface import ui
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Labelled
from workbook.content.text import Language, Model, Text
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, at_random, reachable, score, simulate
from workbook.store.privacy import Group
from workbook.view.blocks import (
    Block,
    Box,
    Button,
    Chart,
    Choice,
    Choosable,
    FeedbackNote,
    Grid,
    Listing,
    Progress,
    Prose,
    Row,
    Scene,
    Table,
    TextField,
)
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.tokens import TOKENS

Key = Literal["helps", "depends", "harms"]
KEYS: tuple[Key, ...] = ("harms", "depends", "helps")
ASIDE = ("role", "reason", "disagree", DONE)  # what else is stored of a scene, beside its options
RESULT = "result"  # the bookmark of the last screen
NAMED = 3  # at most so many situations stand in a title


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    unique(ids)
    return ids


class Option(Cited):
    """One thing you could do, with the makers' view of it."""

    id: Id
    text: Text
    key: Key
    feedback: Text


class Situation(Model):
    """One scene with its options."""

    id: Id
    title: Text
    text: Text
    options: tuple[Option, ...] = Field(min_length=3)

    @model_validator(mode="after")
    def _own_ids(self) -> "Situation":
        unique((option.id for option in self.options), ASIDE)
        return self


class Situations(Exercise):
    """Scenes to judge, and per scene the role you would take and why (unscored)."""

    type: Literal["situations"]
    roles: tuple[Labelled, ...] = ()
    reasons: tuple[Labelled, ...] = ()
    scenes: tuple[Situation, ...] = Field(min_length=1)

    class Options(ExerciseOptions):
        """`scenes`: play only these scenes, in this order."""

        scenes: Annotated[tuple[Id, ...], AfterValidator(_once)] = ()

    @model_validator(mode="after")
    def _distinct(self) -> "Situations":
        unique((scene.id for scene in self.scenes), (RESULT, DONE))
        for labels in (self.roles, self.reasons):
            unique(label.id for label in labels)
        return self

    def with_options(self, options: ExerciseOptions) -> "Situations":
        """Only the chosen scenes. Raises KeyError for a scene that does not exist."""
        assert isinstance(options, Situations.Options)
        by_id = {scene.id: scene for scene in self.scenes}
        chosen = tuple(by_id[name] for name in options.scenes)
        return self.model_copy(update={"scenes": chosen}) if chosen else self

    def items(self) -> Mapping[str, Answer]:
        """Per scene a key for each option, a role, a reason, a commit and a challenge; and the whole commit."""
        items: dict[str, Answer] = {}
        for scene in self.scenes:
            items |= {f"{scene.id}.{option.id}": OneOf(KEYS) for option in scene.options}
            if self.roles:
                items[f"{scene.id}.role"] = OneOf(tuple(role.id for role in self.roles))
            if self.reasons:
                items[f"{scene.id}.reason"] = OneOf(tuple(reason.id for reason in self.reasons))
            items |= {f"{scene.id}.{DONE}": Flag(), f"{scene.id}.disagree": Words(400)}
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A challenge stays open after the commit: only then has the key been seen."""
        return not item.endswith(".disagree") and super().locked(item, answers)


@score.register
def _score(exercise: Situations, answers: Answers) -> Score:
    given = {item: value for item, value in answers.items() if value in KEYS}
    if not given:
        return UNANSWERED
    pairs = [
        (scene, option, given.get(f"{scene.id}.{option.id}")) for scene in exercise.scenes for option in scene.options
    ]
    parts = {f"{s.id}.{o.id}": None if g is None else 1 - _distance(g, o.key) / 2 for s, o, g in pairs}
    counts = {
        "best": sum(o.key == "helps" and g == "helps" for _, o, g in pairs),
        "best_of": sum(o.key == "helps" for _, o, _ in pairs),
        "harmful": sum(o.key == "harms" and g == "harms" for _, o, g in pairs),
        "harmful_of": sum(o.key == "harms" for _, o, _ in pairs),
    }
    scored = [part for part in parts.values() if part is not None]
    feedback = tuple(
        Feedback(f"{s.id}.{o.id}", f"{s.id}.{o.id}", o.feedback, o.key, o.own) for s, o, g in pairs if g is not None
    )
    return Score("scored", sum(scored), len(parts), parts, counts, feedback)


def _distance(given: Value, key: Key) -> int:
    """0 the same, 1 one step apart, 2 opposite."""
    return abs(KEYS.index(given) - KEYS.index(key))


@reachable.register
def _reachable(exercise: Situations) -> frozenset[str]:
    return frozenset(f"{scene.id}.{option.id}" for scene in exercise.scenes for option in scene.options)


@simulate.register
def _simulate(exercise: Situations, respondent: Respondent) -> dict[str, Value]:
    answers = at_random(exercise.items(), respondent.dice(exercise))
    if respondent.kind != "random":
        flip = {"helps": "harms", "harms": "helps", "depends": "harms"} if respondent.kind == "weak" else {}
        for scene in exercise.scenes:
            for option in scene.options:
                answers[f"{scene.id}.{option.id}"] = flip.get(option.key, option.key)
    return answers


@render.register
def _render(exercise: Situations, context: Context) -> tuple[Block, ...]:
    ids = [scene.id for scene in exercise.scenes]
    if context.at in ids:
        return _scene(exercise, exercise.scenes[ids.index(context.at)], context)
    return _result(exercise, context) if context.done() else _scene(exercise, exercise.scenes[0], context)


def _scene(exercise: Situations, scene: Situation, context: Context) -> tuple[Block, ...]:
    number = exercise.scenes.index(scene) + 1
    done = context.done(scene.id)
    progress = context.ui("situations.progress", n=number, of=len(exercise.scenes))
    columns = tuple(Choosable(key, context.ui(f"key.{key}")) for key in KEYS)
    rows = tuple(_row(scene, option, context) for option in scene.options)
    blocks: tuple[Block, ...] = (
        Progress(number, len(exercise.scenes), progress),
        Scene(context.text(scene.title), context.text(scene.text), folded=done),
        Prose(context.ui("situations.rate"), "label"),
        Grid(context.ui("situations.rate"), rows, columns, disabled=done),
        *_role(exercise, scene, context, done),
    )
    if not done:
        needs = tuple(row.item for row in rows) + _role_items(exercise, scene)
        return (*blocks, context.commit(context.ui("situations.commit"), needs, scene.id))
    if not context.feedback:
        return (*blocks, Prose(context.ui("waiting.feedback"), "note"), _onward(exercise, number, context))
    return (*blocks, _challenge(scene, context), _onward(exercise, number, context))


def _row(scene: Situation, option: Option, context: Context) -> Row:
    item = f"{scene.id}.{option.id}"
    given = context.answers.get(item)
    below: tuple[Block, ...] = ()
    if context.done(scene.id) and context.feedback:
        same = "same" if given == option.key else "differs"
        title = context.ui(f"situations.{same}", makers=context.ui(f"key.{option.key}"))
        below = (FeedbackNote(context.text(option.feedback), title, option.key, option.own),)
    return Row(item, context.text(option.text), given, below)


def _role_items(exercise: Situations, scene: Situation) -> tuple[str, ...]:
    return tuple(f"{scene.id}.{name}" for name in ("role", "reason") if getattr(exercise, f"{name}s"))


def _role(exercise: Situations, scene: Situation, context: Context, done: bool) -> tuple[Block, ...]:
    if done:
        return _role_taken(exercise, scene, context)

    def choice(name: str, choices: tuple[Labelled, ...]) -> Choice:
        item = f"{scene.id}.{name}"
        options = tuple(Choosable(c.id, context.text(c.text)) for c in choices)
        return Choice(item, context.ui(f"situations.{name}"), options, context.answers.get(item))

    asked = tuple(choice(n, getattr(exercise, f"{n}s")) for n in ("role", "reason") if getattr(exercise, f"{n}s"))
    return (Box(asked, "row"),) if asked else ()


def _role_taken(exercise: Situations, scene: Situation, context: Context) -> tuple[Block, ...]:
    def said(name: str) -> str:
        taken = context.answers.get(f"{scene.id}.{name}")
        return next((context.text(one.text) for one in getattr(exercise, f"{name}s") if one.id == taken), "")

    role, reason = said("role"), said("reason")
    return (Prose(context.ui("situations.taken", role=role, reason=reason), "note"),) if role or reason else ()


def _challenge(scene: Situation, context: Context) -> Block:
    item = f"{scene.id}.disagree"
    return TextField(
        item,
        context.ui("situations.disagree"),
        str(context.answers.get(item) or ""),
        rows=2,
        longest=400,
        hint=context.ui("situations.disagree.hint"),
    )


def _onward(exercise: Situations, number: int, context: Context) -> Block:
    if number < len(exercise.scenes):
        return Button(context.ui("situations.next"), "_at", exercise.scenes[number].id)
    if context.done():
        return Button(context.ui("situations.to-result"), "_at", RESULT)
    needs = tuple(f"{scene.id}.{DONE}" for scene in exercise.scenes)
    return Button(context.ui("situations.finish"), DONE, True, "primary", needs, context.ui("situations.unfinished"))


def _result(exercise: Situations, context: Context) -> tuple[Block, ...]:
    looks_back = tuple(
        Button(f"{index}. {context.text(scene.title)}", "_at", scene.id, "quiet")
        for index, scene in enumerate(exercise.scenes, 1)
    )
    if not context.feedback:
        return (Prose(context.ui("situations.waiting")), Box(looks_back, "actions"))
    return (
        Prose(result_line(exercise, context), "lead"),
        _strips(exercise, context),
        Prose(context.ui("situations.open-key"), "note"),
        Box(looks_back, "actions", context.ui("situations.look-back")),
        Box((context.again(),), "actions"),
    )


def result_line(exercise: Situations, context: Context) -> str:
    """'Bij 6 van de 11 zetten die volgens de makers helpen, zei jij dat ook.', the harmful ones, where they differ."""
    counts = score(exercise, context.answers).counts
    line = context.ui("situations.result", **counts)
    differing = _most_different(exercise, context)
    return f"{line} {context.ui('situations.discuss', scenes=differing)}" if differing else line


def _scene_distances(exercise: Situations, answers: Answers) -> list[int]:
    def of(scene: Situation) -> int:
        given = [(answers.get(f"{scene.id}.{o.id}"), o.key) for o in scene.options]
        return sum(_distance(value, key) for value, key in given if value in KEYS)

    return [of(scene) for scene in exercise.scenes]


def _most_different(exercise: Situations, context: Context) -> str:
    distances = _scene_distances(exercise, context.answers)
    worst = sorted(range(len(distances)), key=lambda i: -distances[i])[:2]
    named = [i + 1 for i in sorted(worst) if distances[i] > 0]
    return _listed(named, context) if named else ""


def _strips(exercise: Situations, context: Context) -> Block:
    distances = _scene_distances(exercise, context.answers)
    titles = [f"{i}. {context.text(scene.title)}" for i, scene in enumerate(exercise.scenes, 1)]
    title = _strips_title(distances, context)
    with canvas(title, height=0.5 + 0.3 * len(titles)) as drawing:
        colours = [TOKENS["accent"] if d == 0 else TOKENS["depends"] for d in distances]
        drawing.axes.hlines(range(len(titles)), 0, distances, color=colours, linewidth=5)
        drawing.axes.plot(distances, range(len(titles)), "o", color=TOKENS["ink"], markersize=6)
        drawing.axes.set_yticks(range(len(titles)), titles)
        drawing.axes.invert_yaxis()
        drawing.axes.set_xlim(-0.3, max([*distances, 3]) + 0.5)
        drawing.axes.set_xlabel(context.ui("situations.strips.axis"))
    text = "; ".join(f"{name}: {distance}" for name, distance in zip(titles, distances, strict=True))
    return Chart(drawing.svg, title, context.ui("situations.strips.text", text=text))


def _strips_title(distances: list[int], context: Context) -> str:
    """Where the difference is biggest and where smallest; a side that many situations share is left out."""
    high, low = max(distances), min(distances)
    if high == low:
        return context.ui("situations.strips.even" if high else "situations.strips.same")
    at = {name: [i for i, d in enumerate(distances, 1) if d == edge] for name, edge in (("most", high), ("least", low))}
    few = [name for name, numbers in at.items() if len(numbers) <= NAMED]
    key = "both" if len(few) == 2 else few[0] if few else "most"
    return context.ui(f"situations.strips.{key}", **{name: _listed(numbers, context) for name, numbers in at.items()})


def _listed(numbers: list[int], context: Context) -> str:
    """'1, 4 en 6'."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} {context.ui('and')} {last}" if first else last


@summarise.register
def _summarise(exercise: Situations, group: Group, language: Language) -> tuple[Block, ...]:
    rows = []
    for number, scene in enumerate(exercise.scenes, 1):
        for option in scene.options:
            counted = group.counts(f"{scene.id}.{option.id}", KEYS)
            if counted:
                rows.append((number, scene, option, counted))
    widest = sorted(rows, key=lambda row: max(row[3].values()))[:3]  # the least agreement first
    blocks: list[Block] = [Prose(ui("situations.group.lead", language, n=group.n), "label")]
    for number, scene, option, counted in widest:
        blocks.append(_spread(f"{number}. {scene.title.in_(language)}", option, counted, language))
    best = group.numbers(lambda answers: score(exercise, answers).counts.get("best"))
    if best:
        total = sum(option.key == "helps" for scene in exercise.scenes for option in scene.options)
        middle = sorted(best)[len(best) // 2]
        blocks.append(Prose(ui("situations.group.best", language, n=int(middle), of=total)))
    return (*blocks, *_roles(exercise, group, language))


def _spread(scene: str, option: Option, counted: dict[Value, int], language: Language) -> Block:
    names = [ui(f"key.{key}", language) for key in KEYS]
    numbers = [counted[key] for key in KEYS]
    title = f"{scene}: {option.text.in_(language)}"
    with canvas(title, height=0.9) as drawing:
        left = 0
        for n, colour in zip(numbers, ("harms", "depends", "helps"), strict=True):
            drawing.axes.barh([0], [n], left=left, color=TOKENS[f"{colour}-soft"], edgecolor=TOKENS[colour])
            if n:
                drawing.axes.text(left + n / 2, 0, f"{n}", ha="center", va="center")
            left += n
        whole = sum(numbers)
        for name, place, side in zip(names, (0.0, whole / 2, float(whole)), ("left", "center", "right"), strict=True):
            drawing.axes.text(place, -0.55, name, ha=side, va="top", fontsize=8.5)
        drawing.axes.set_ylim(-1.3, 0.5)
        drawing.axes.set_axis_off()
    text = ", ".join(f"{name}: {n}" for name, n in zip(names, numbers, strict=True))
    return Chart(drawing.svg, title, text)


def _roles(exercise: Situations, group: Group, language: Language) -> tuple[Block, ...]:
    rows = []
    for number, scene in enumerate(exercise.scenes, 1):
        counted = group.counts(f"{scene.id}.role", [role.id for role in exercise.roles]) if exercise.roles else None
        if counted:
            rows.append((f"{number}. {scene.title.in_(language)}", *(str(counted[role.id]) for role in exercise.roles)))
    head = (ui("situations.group.scene", language), *(role.text.in_(language) for role in exercise.roles))
    return (Table(ui("situations.group.roles", language), head, tuple(rows)),) if rows else ()


@keepsake.register
def _keepsake(exercise: Situations, context: Context) -> tuple[Block, ...]:
    if not context.done() or not context.feedback:
        return ()
    notes = [
        f"{context.text(scene.title)}: {context.answers[item]}"
        for scene in exercise.scenes
        if context.answers.get(item := f"{scene.id}.disagree")
    ]
    return (Prose(result_line(exercise, context)), *((Listing(tuple(notes)),) if notes else ()))
