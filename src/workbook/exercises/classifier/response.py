"""What a response is worth: classes recognised, how often somebody certain was right; and made-up responses."""

from collections import Counter

from workbook.content.answers import DONE, Value
from workbook.exercises._words import Seen
from workbook.exercises.classifier import CERTAINTIES, Class, Classifier, Situation
from workbook.exercises.classifier.rules import FITS, NO_STEP, OVERRULABLE, WARM, noticed
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate

CALIBRATION_FROM = 8  # answers with a certainty: with fewer, 'right when sure' says too little
Pair = tuple[str, str]  # the makers' class and the one that was chosen
_TEXTS = ("Ik bel je.", "Dat is een topper.", "Tja.", "She’s brilliant.", "Shall I ask around?", "")


def chosen(exercise: Classifier, situation: Situation, answers: Answers) -> str | None:
    """The class that was chosen for a situation; None for none."""
    one = exercise.of(answers.get(f"{situation.id}.class"))
    return one.id if one else None


def own_line(one: Class, answers: Answers) -> str:
    """The participant's line for a class, stripped; '' for none."""
    return str(answers.get(f"{one.part}.text") or "").strip()


def seen_in(one: Class, answers: Answers) -> tuple[Seen, ...]:
    """What the rules say of the own line; () for no line too."""
    line = own_line(one, answers)
    return noticed(line, one.warm) if line else ()


def confusion(exercise: Classifier, answers: Answers) -> Counter[Pair]:
    """How often each pair of makers' class and chosen class occurs."""
    return Counter((s.answer, name) for s in exercise.situations if (name := chosen(exercise, s, answers)))


@score.register
def _score(exercise: Classifier, answers: Answers) -> Score:
    """A point per class recognised. `counts`: right, of, given, sure (with a certainty: told), sure_right."""
    feedback = tuple(_feedback(exercise, answers))
    given = {s.id: name for s in exercise.situations if (name := chosen(exercise, s, answers))}
    if not given:
        return Score("unscored", feedback=feedback) if answered(answers) else UNANSWERED
    right = {s.id: float(given[s.id] == s.answer) if s.id in given else None for s in exercise.situations}
    told = {name: answers.get(f"{name}.certainty") for name in given}
    sure = [name for name in given if told[name] == "sure"]
    counts = {
        "right": sum(part == 1 for part in right.values()),
        "of": len(exercise.situations),
        "told": sum(value in CERTAINTIES for value in told.values()),
        "sure": len(sure),
        "sure_right": sum(right[name] == 1 for name in sure),
    }
    parts = {f"{name}.class": part for name, part in right.items()}
    return Score("scored", counts["right"], len(exercise.situations), parts, counts, feedback)


def _feedback(exercise: Classifier, answers: Answers) -> list[Feedback]:
    notes = []
    for situation in exercise.situations:
        if name := chosen(exercise, situation, answers):
            notes += situation_feedback(situation, name == situation.answer)
    for one in exercise.classes:
        if own_line(one, answers):
            notes += [*rule_feedback(exercise, one, answers), example_feedback(one)]
    return notes


def situation_feedback(situation: Situation, same: bool) -> list[Feedback]:
    """Why the makers give this situation its class, and what pressure changes."""
    item = f"{situation.id}.class"
    notes = [Feedback(item, item, situation.feedback, "helps" if same else "neutral", situation.own)]
    if situation.pressure:
        notes.append(Feedback(f"{item}:pressure", item, situation.pressure.feedback, own=situation.pressure.own))
    return notes


def rule_feedback(exercise: Classifier, one: Class, answers: Answers) -> list[Feedback]:
    """What the rules say of the own line of a class, or that they have nothing to say."""
    item = f"{one.part}.text"
    notes = [exercise.rule(seen.rule) for seen in seen_in(one, answers) or (Seen(FITS),)]
    return [Feedback(f"{item}:{note.id}", item, note.text, own=note.own) for note in notes]


def example_feedback(one: Class) -> Feedback:
    """Why the makers' line for a class does what it should."""
    return Feedback(f"{one.part}.text", f"{one.part}.text", one.feedback, own=one.own)


@reachable.register
def _reachable(exercise: Classifier) -> frozenset[str]:
    ids = {f"{s.id}.class" for s in exercise.situations}
    ids |= {f"{s.id}.class:pressure" for s in exercise.situations if s.pressure}
    for one in exercise.classes:
        rules = (FITS, NO_STEP) if one.warm else (FITS, NO_STEP, WARM)
        ids |= {f"{one.part}.text"} | {f"{one.part}.text:{rule}" for rule in rules}
    return frozenset(ids)


@simulate.register
def _simulate(exercise: Classifier, respondent: Respondent) -> dict[str, Value]:
    dice, kind = respondent.dice(exercise), respondent.kind
    ids = [one.id for one in exercise.classes]
    answers: dict[str, Value] = {}
    for situation in exercise.situations:
        wrong = [name for name in ids if name != situation.answer]
        answers[f"{situation.id}.class"] = dice.choice({"strong": [situation.answer], "weak": wrong}.get(kind, ids))
        answers[f"{situation.id}.certainty"] = dice.choice(CERTAINTIES)
        answers[f"{situation.id}.{DONE}"] = True
    for one in exercise.classes:
        texts = {"strong": (one.example.nl,), "weak": ("Dat is een topper.",)}.get(kind, (one.example.en, *_TEXTS))
        answers |= {f"{one.part}.text": dice.choice(texts) or "x", f"{one.part}.{DONE}": True}
        if kind == "random" and dice.random() < 0.2:
            answers |= {f"{one.part}.{seen.rule}": True for seen in seen_in(one, answers) if seen.rule in OVERRULABLE}
    return answers | {DONE: True}
