"""The run sheet of a session: its programme, filled with the exercises that the session has, minute by minute.

Pure: depends on its arguments only. The print, the trainer's page and its clock all read the same lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.models import Exercise
from workbook.content.programmes import Do, Programme, ProgrammeLine
from workbook.content.text import Language, Text
from workbook.store.sessions import SessionSettings

PAUSES: frozenset[Do] = frozenset({"break", "lunch", "slack"})
Missing = tuple[str, int]  # a code or id, and the minutes it frees


@dataclass(frozen=True)
class Line:
    """One line of a run sheet.

    `exercise` is the id of an exercise, '' for anything else. `minutes` it takes, `start` in minutes after the
    beginning of its `day` (1, 2, …). Notes are texts in one language, '' where there is none. `spare` lines come after
    the programme, for when there is time left: they follow each other from the end of the last day.
    """

    do: Do
    exercise: str
    title: str
    minutes: int
    start: int
    day: int = 1
    say: str = ""
    hands_up: str = ""
    fallback: str = ""
    predict: str = ""
    discuss: str = ""  # the question for the room, of an exercise
    screen: str = ""
    spare: bool = False

    @property
    def end(self) -> int:
        """When it is over, in minutes after the beginning of its day."""
        return self.start + self.minutes


Placed = tuple[Line, int]  # a line and its day


def run_sheet(settings: SessionSettings, content: Content, language: Language | None = None) -> tuple[Line, ...]:
    """The lines of a session in the order of the day, without gaps; in `language`, by default the session's.

    Exercises come as the content has them: shape them first (`player.shaping`) where titles depend on options. What
    the programme names and the session does not have is left out (`left_out` says what), and the lines after it move
    up. Exercises of the session that no line names follow as `spare`. A session in its own pace has no programme: its
    exercises follow each other in their own minutes.
    """
    language = language or settings.language
    here = _exercises(settings, content)
    programme = content.programmes.get(settings.programme)
    if programme is None:
        return tuple(_placed((_of_exercise(e, e.minutes, language), 1) for e in here))
    filled, _ = _filled(programme, here, content, language)
    lines, last = _placed(_without_idle_pauses(filled)), len(programme.days)
    done = {line.exercise for line in lines}
    begin = lines[-1].end if lines and lines[-1].day == last else 0
    left = (_of_exercise(e, e.minutes, language) for e in here if e.id not in done)
    return (*lines, *_placed(((replace(line, spare=True), last) for line in left), begin))


def left_out(settings: SessionSettings, content: Content) -> tuple[Missing, ...]:
    """What the session's programme asks for and the session does not have, with the minutes that this frees.

    An empty name stands for a line of themes for which the session has no exercise (any more).
    """
    programme = content.programmes.get(settings.programme)
    if programme is None:
        return ()
    return _filled(programme, _exercises(settings, content), content, settings.language)[1]


def _exercises(settings: SessionSettings, content: Content) -> list[Exercise]:
    chosen = [content.themes[name] for name in settings.themes if name in content.themes]
    return [exercise for theme in chosen for exercise in theme.exercises]


def _found(line: ProgrammeLine, here: Sequence[Exercise]) -> Exercise | None:
    """The exercise that a line asks for, else the one that it would have otherwise."""
    named = (e for name in line.references for e in here if name in (e.id, e.code))
    return next(named, None)


def _filled(
    programme: Programme, here: Sequence[Exercise], content: Content, language: Language
) -> tuple[list[Placed], tuple[Missing, ...]]:
    """Every line of the programme that this session has, with its day; and what it does not have."""
    named = {found.id for line in programme.lines if (found := _found(line, here))}
    own = [exercise for exercise in here if exercise.id not in named]  # what lines of themes may be shared by
    filled: list[Placed] = []
    missing: list[Missing] = []
    for day, line in ((day, line) for day, one in enumerate(programme.days, 1) for line in one.lines):
        if line.do == "themes":
            parts = shares([e for e in own if not line.only or content.theme_of(e.id).id in line.only], line.minutes)
        elif line.do == "exercise":
            found = _found(line, [e for e in here if all(e.id != other.exercise for other, _ in filled)])
            parts = [(found, line.minutes)] if found else []
        else:
            plain = Line(line.do, "", _in(line.title, language) or ui(f"sheet.{line.do}", language), line.minutes, 0)
            filled.append((_noted(plain, line, language), day))
            continue
        own = [exercise for exercise in own if exercise not in [taken for taken, _ in parts]]
        filled += [(_noted(_of_exercise(exercise, n, language), line, language), day) for exercise, n in parts]
        if not parts:
            missing.append((line.exercise or "", line.minutes))
    return filled, tuple(missing)


def shares(exercises: Sequence[Exercise], minutes: int) -> list[tuple[Exercise, int]]:
    """`minutes` over as many of these exercises, from the first, as can have at least their own minutes.

    In proportion to their own minutes, in whole minutes that add up to `minutes` exactly. Where even the first one is
    longer, it gets all.
    """
    sums = list(accumulate(exercise.minutes for exercise in exercises))
    fitting = exercises[: max(1, sum(total <= minutes for total in sums))]
    if not fitting:
        return []
    total = sum(exercise.minutes for exercise in fitting)
    until = [round(minutes * own / total) for own in sums[: len(fitting)]]
    return [(e, end - begin) for e, begin, end in zip(fitting, [0, *until], until, strict=False)]


def _without_idle_pauses(lines: Iterable[Placed]) -> Iterator[Placed]:
    """Without the breaks, lunches and slack that no work goes before, since the morning or since another break."""
    worked: tuple[int, bool] = (0, False)  # the day, and whether anything was done since its last break
    for line, day in lines:
        worked = (day, worked[1] and worked[0] == day)
        if line.do in PAUSES and not worked[1]:
            continue
        yield line, day
        if line.do != "slack":
            worked = (day, line.do not in PAUSES)


def _placed(lines: Iterable[Placed], begin: int = 0) -> list[Line]:
    """Each line where the one before it ends; a new day starts at 0."""
    placed: list[Line] = []
    for line, day in lines:
        same_day = placed and placed[-1].day == day
        start = placed[-1].end if same_day else begin if not placed else 0
        placed.append(replace(line, start=start, day=day))
    return placed


def _of_exercise(exercise: Exercise, minutes: int, language: Language) -> Line:
    title, discuss = f"{exercise.code} {exercise.title.in_(language)}", exercise.discussion.in_(language)
    line = Line("exercise", exercise.id, title, minutes, 0, discuss=discuss)
    room = exercise.room
    if room is None:
        return line
    said, hands = room.say.in_(language), room.hands_up.in_(language)
    return replace(
        line, say=said, hands_up=hands, fallback=room.fallback.in_(language), predict=_in(room.predict, language)
    )


def _noted(line: Line, written: ProgrammeLine, language: Language) -> Line:
    """The line with what the programme says about it, which goes before what the exercise says."""
    return replace(
        line,
        say=_in(written.say, language) or line.say,
        screen=_in(written.screen, language),
        fallback=_in(written.fallback, language) or line.fallback,
    )


def _in(text: Text | None, language: Language) -> str:
    return text.in_(language) if text else ""
