"""Scoring an observation sheet: each note counts 1, the order is counted apart, rules only look at the texts."""

from collections.abc import Iterator

from workbook.content.answers import DONE, InOrder, Value
from workbook.content.text import LANGUAGES
from workbook.exercises.observation import (
    ABSOLUTE,
    BUT,
    COMPLIMENT,
    KEYS,
    ORDER,
    OWN,
    QUESTION,
    SEQUENCE,
    UNCHANGED,
    Observation,
    Rewrite,
    asked,
    written,
)
from workbook.exercises.observation.words import absolute, same, takes_back
from workbook.scoring import (
    UNANSWERED,
    Answers,
    Feedback,
    Respondent,
    Score,
    Tone,
    answered,
    reachable,
    score,
    simulate,
)


def own_text(item: str, answers: Answers) -> str:
    """What somebody wrote, without the spaces around it."""
    return str(answers.get(item) or "").strip()


def noticed(rewrite: Rewrite, answers: Answers) -> tuple[str, ...]:
    """The ids of the rules that speak up about somebody's version; none where nothing was written."""
    text = own_text(written(rewrite), answers)
    found = {
        BUT: rewrite.compliment and takes_back(text),
        ABSOLUTE: absolute(text),
        UNCHANGED: any(same(text, rewrite.text.in_(language)) for language in LANGUAGES),
    }
    return tuple(rule for rule, speaks in found.items() if text and speaks)


def noticed_own(answers: Answers) -> tuple[str, ...]:
    """The ids of the rules that speak up about the own compliment and question."""
    compliment, question = own_text(COMPLIMENT, answers), own_text(QUESTION, answers)
    found = {BUT: takes_back(compliment), ABSOLUTE: absolute(f"{compliment} {question}")}
    return tuple(rule for rule, speaks in found.items() if speaks)


def sequence(exercise: Observation, answers: Answers) -> tuple[str, ...]:
    """The steps in the order that somebody gave them; () where they gave none of this exercise's."""
    return InOrder(exercise.start).read(answers.get(SEQUENCE))


def placed(exercise: Observation, answers: Answers) -> list[bool] | None:
    """For each step of the makers, whether it stands where they put it; None where nothing was put in order."""
    given = sequence(exercise, answers)
    return [one == step.id for one, step in zip(given, exercise.steps, strict=True)] if given else None


@score.register
def _score(exercise: Observation, answers: Answers) -> Score:
    """A point for each note. `counts`: right, of, placed and places, spoke (rules that spoke up), own (overruled)."""
    given = {note.id: answers.get(asked(note)) for note in exercise.notes if answers.get(asked(note)) in KEYS}
    feedback = tuple(_feedback(exercise, answers))
    rules = [(rewrite.id, rule) for rewrite in exercise.rewrites for rule in noticed(rewrite, answers)]
    rules += [(OWN, rule) for rule in noticed_own(answers)]
    counts = {
        "placed": sum(placed(exercise, answers) or ()),
        "places": len(exercise.steps),
        "spoke": len(rules),
        "own": sum(answers.get(f"{part}.{rule}") is True for part, rule in rules),
    }
    if not given:
        return Score("unscored", counts=counts, feedback=feedback) if answered(answers) else UNANSWERED
    parts = {asked(note): float(given[note.id] == note.key) if note.id in given else None for note in exercise.notes}
    right = sum(part == 1 for part in parts.values())
    counts |= {"right": right, "of": len(exercise.notes)}
    return Score("scored", right, len(exercise.notes), parts, counts, feedback)


def _feedback(exercise: Observation, answers: Answers) -> Iterator[Feedback]:
    for note in exercise.notes:
        if answers.get(asked(note)) in KEYS:
            yield Feedback(asked(note), asked(note), note.feedback, _tone(answers[asked(note)] == note.key), note.own)
    for rewrite in exercise.rewrites:
        yield from rewrite_feedback(exercise, rewrite, answers)
    for step, right in zip(exercise.steps, placed(exercise, answers) or (), strict=False):
        yield Feedback(f"{SEQUENCE}:{step.id}", SEQUENCE, step.feedback, _tone(right), step.own)
    yield from own_feedback(exercise, answers)


def _tone(same: bool) -> Tone:
    return "helps" if same else "neutral"


def rewrite_feedback(exercise: Observation, rewrite: Rewrite, answers: Answers) -> tuple[Feedback, ...]:
    """What the rules noticed in somebody's version, and then what the makers say; () where nothing was written."""
    item = written(rewrite)
    if not own_text(item, answers):
        return ()
    notes = [exercise.rule(name) for name in noticed(rewrite, answers)]
    said = tuple(Feedback(f"{item}:{note.id}", item, note.text, own=note.own) for note in notes)
    return (*said, Feedback(item, item, rewrite.feedback, own=rewrite.own))


def own_feedback(exercise: Observation, answers: Answers) -> tuple[Feedback, ...]:
    """What the rules noticed in the own compliment and question."""
    notes = [exercise.rule(name) for name in noticed_own(answers)]
    return tuple(Feedback(f"{COMPLIMENT}:{note.id}", COMPLIMENT, note.text, own=note.own) for note in notes)


@reachable.register
def _reachable(exercise: Observation) -> frozenset[str]:
    ids = {asked(note) for note in exercise.notes} | {f"{SEQUENCE}:{step.id}" for step in exercise.steps}
    for rewrite in exercise.rewrites:
        rules = (ABSOLUTE, UNCHANGED, *((BUT,) if rewrite.compliment else ()))
        ids |= {written(rewrite)} | {f"{written(rewrite)}:{rule}" for rule in rules}
    return frozenset(ids | {f"{COMPLIMENT}:{rule}" for rule in (BUT, ABSOLUTE)})


_LINES = (
    "Je liet de klant uitpraten.",
    "Je vroeg goed door, maar je vergat de prijs.",
    "Je vraagt nooit door.",
    "You always ask good questions.",
)


@simulate.register
def _simulate(exercise: Observation, respondent: Respondent) -> dict[str, Value]:
    dice, kind = respondent.dice(exercise), respondent.kind
    flip = {"observation": "judgement", "judgement": "observation"}
    answers: dict[str, Value] = {}
    for batch in exercise.batches:
        for note in batch:
            choices = {"strong": (note.key,), "weak": (flip[note.key],), "random": KEYS}[kind]
            answers[asked(note)] = dice.choice(choices)
        answers[f"{batch[0].id}.{DONE}"] = True
    for rewrite in exercise.rewrites:
        fixed = {"strong": rewrite.example.nl, "weak": rewrite.text.nl}
        answers[written(rewrite)] = fixed.get(kind) or dice.choice((*_LINES, rewrite.example.nl, rewrite.text.en))
        answers[f"{rewrite.id}.{DONE}"] = True
        if kind == "random":
            answers |= {f"{rewrite.id}.{r}": True for r in noticed(rewrite, answers) if dice.random() < 0.3}
    steps = [step.id for step in exercise.steps]
    mixed = dice.sample(steps, len(steps))
    answers[SEQUENCE] = " ".join({"strong": steps, "weak": list(exercise.start)}.get(kind) or mixed)
    answers[f"{ORDER}.{DONE}"] = True
    if kind != "random" or dice.random() < 0.7:
        lines = {"strong": _LINES[:1], "weak": _LINES[1:2]}.get(kind) or _LINES
        answers |= {COMPLIMENT: dice.choice(lines), QUESTION: "Wat wilde je bereiken?", f"{OWN}.{DONE}": True}
    return answers | {DONE: True}
