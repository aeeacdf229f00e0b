"""What a talk is worth: three means over the turns taken or a meter, the feedback on each line, the silence apart."""

from collections.abc import Iterator, Sequence
from random import Random

from workbook.content.answers import DONE, Value
from workbook.exercises.dialogue import OWN_LINE, STRENGTHS, TRIES, Dialogue
from workbook.exercises.dialogue.checks import turns_left
from workbook.exercises.dialogue.lines import MOST, Line, Node, Points
from workbook.exercises.dialogue.metered import closing, closings, metered_score
from workbook.exercises.dialogue.talk import Try, Turn, judged, place, silences, turns
from workbook.scoring import UNANSWERED, Answers, Feedback, Kind, Respondent, Score, reachable, score, simulate

Sums = tuple[int, ...]


@score.register
def _score(exercise: Dialogue, answers: Answers) -> Score:
    """Points: the three means added up, 0–9. `parts`: each mean, 0–3. `counts`: turns, silences measured, landed."""
    path = turns(exercise, answers)
    if not path:
        return UNANSWERED
    held = silences(exercise, answers)
    sums = [sum(getattr(turn.line.points, name, 0) for turn in path) for name in STRENGTHS]
    feedback = tuple(_feedback(exercise, path, held, sums))
    if exercise.meter:
        return metered_score(exercise, exercise.meter, path, feedback)
    latest = [tries[-1] for tries in held.values() if tries]
    landed = sum(exercise.silence is not None and judged(exercise.silence, t.seconds).id == "geland" for t in latest)
    return Score(
        "scored",
        sum(sums) / len(path),
        MOST * len(STRENGTHS),
        {name: total / len(path) for name, total in zip(STRENGTHS, sums, strict=True)},
        {"turns": len(path), "silences": len(latest), "landed": landed},
        feedback,
    )


def _feedback(
    exercise: Dialogue, path: Sequence[Turn], held: dict[str, tuple[Try, ...]], sums: Sequence[int]
) -> Iterator[Feedback]:
    for turn in path:
        yield line_feedback(exercise, turn.node, turn.line)
        yield from silence_feedback(exercise, turn.node.id, held.get(turn.node.id, ()))
    if place(exercise, tuple(path)) in exercise.by_id:
        return
    yield from closing(exercise, path) if exercise.meter else advice(exercise, len(path), sums)


def line_feedback(exercise: Dialogue, node: Node, line: Line) -> Feedback:
    """What the makers say of a line."""
    return Feedback(f"{node.id}.choice:{line.id}", f"{node.id}.choice", exercise.said(line.feedback), own=line.own)


def silence_feedback(exercise: Dialogue, node: str, tries: Sequence[Try]) -> Iterator[Feedback]:
    """What to say of the latest silence at a turn, and of the line that ended it."""
    if exercise.silence is None or not tries:
        return
    band, pressed = judged(exercise.silence, tries[-1].seconds), exercise.silence.fill_in_pressed
    yield Feedback(f"{node}.silence:{band.id}", f"{node}.silence", exercise.said(band.text), own=band.own)
    if tries[-1].fill_in:
        yield Feedback(f"{node}.fill-in", f"{node}.fill-in", exercise.said(pressed.text), own=pressed.own)


def advice(exercise: Dialogue, n: int, sums: Sequence[int]) -> Iterator[Feedback]:
    """The advice on the lowest of the three (the first of them when equal); none when all are full."""
    name = lowest(n, sums)
    for note in exercise.strengths:
        if note.id == name:
            yield Feedback(f"advice:{name}", "advice", exercise.said(note.text), own=note.own)


def lowest(n: int, sums: Sequence[int]) -> str | None:
    """Which of the three is lowest after `n` turns, or None when all are full."""
    return None if min(sums) == MOST * n else STRENGTHS[list(sums).index(min(sums))]


@reachable.register
def _reachable(exercise: Dialogue) -> frozenset[str]:
    ids = {f"{node.id}.choice:{option.id}" for node in exercise.nodes for option in node.options}
    if exercise.silence:
        silent = [node.id for node in exercise.nodes if any(option.silence for option in node.options)]
        ids |= {f"{node}.silence:{band.id}" for node in silent for band in exercise.silence.bands}
        ids |= {f"{node}.fill-in" for node in silent}
    if exercise.meter:
        return frozenset(ids | closings(exercise))
    return frozenset(ids | {f"advice:{name}" for n, sums in _outcomes(exercise) if (name := lowest(n, sums))})


def _outcomes(exercise: Dialogue) -> set[tuple[int, Sums]]:
    """Every (turns, sums) with which a talk can end: forward through the graph, equal sums taken together."""
    left, nodes = turns_left(exercise.edges), exercise.by_id
    arrived: dict[str, set[tuple[int, Sums]]] = {exercise.start: {(0, (0,) * len(STRENGTHS))}}
    for name in sorted(left, key=lambda node: -left[node]):
        for option in nodes[name].options:
            arrived.setdefault(option.next, set()).update(
                (n + 1, _plus(sums, option.points)) for n, sums in arrived[name]
            )
    return {outcome for ending in exercise.endings for outcome in arrived[ending.id]}


def _plus(sums: Sums, points: Points | None) -> Sums:
    return tuple(total + getattr(points, name, 0) for total, name in zip(sums, STRENGTHS, strict=True))


@simulate.register
def _simulate(exercise: Dialogue, respondent: Respondent) -> dict[str, Value]:
    dice = respondent.dice(exercise)
    nodes, at, answers = exercise.by_id, exercise.start, dict[str, Value]()
    while at in nodes:
        options = nodes[at].options
        line = dice.choice(options)
        if respondent.kind != "random":
            line = (max if respondent.kind == "strong" else min)(options, key=lambda option: option.worth)
        answers |= {f"{at}.choice": line.id, f"{at}.{DONE}": True}
        if line.silence and exercise.silence:
            answers |= _held(exercise.silence.fill_in_ids, at, respondent.kind, dice)
        at = line.next
    own = "Wat bedoel je precies?" if exercise.meter else "Dit werk geef ik uit handen."
    return answers | {DONE: True, OWN_LINE: own}


def _held(fill_ins: Sequence[str], node: str, kind: Kind, dice: Random) -> dict[str, Value]:
    """A silence: 4 seconds of the strong, 1 second and a filler of the weak, up to three tries of the others."""
    if kind == "strong":
        return {f"{node}.silence": 4.0}
    if kind == "weak":
        return {f"{node}.fill-in": fill_ins[0], f"{node}.silence": 1.0}
    answers: dict[str, Value] = {}
    for again in TRIES[: dice.randint(1, len(TRIES))]:
        if dice.random() < 0.3:
            answers[f"{node}.fill-in{again}"] = dice.choice(fill_ins)
        answers[f"{node}.silence{again}"] = round(dice.choice((1, 2.5, 4, 8)) + dice.uniform(-0.7, 0.7), 2)
    return answers
