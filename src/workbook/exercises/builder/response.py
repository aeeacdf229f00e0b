"""What a message holds: checks met; whether the gate passes; and made-up messages."""

from collections.abc import Sequence

from workbook.content.answers import DONE, Value
from workbook.exercises._words import Seen
from workbook.exercises.builder import GATE, INTEGRITY, LINE, NO, SAID, STANDS, WORDS, YES, Builder, GateQuestion
from workbook.exercises.builder.message import BUT, QUESTION_MISSING, RULES, SLOT_OPEN, WHOLE, noticed
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate

CHECKS = (SLOT_OPEN, BUT, QUESTION_MISSING)
PICK = f"{INTEGRITY}.choice"
_RANDOM = ("ik vind het lastig, maar goed", "Meryem dit kan", "Hoe zie jij dat?", "I like it, but", "dat was het")


def texts(exercise: Builder, answers: Answers) -> list[str]:
    """What was written in each slot, stripped; '' for nothing."""
    return [str(answers.get(slot.item) or "").strip() for slot in exercise.slots]


def seen_in(exercise: Builder, answers: Answers) -> tuple[Seen, ...]:
    """What the rules say of the message; () for a whole one, and where nothing was written."""
    written = texts(exercise, answers)
    return noticed(written) if any(written) else ()


def stands(seen: Sequence[Seen], answers: Answers) -> int:
    """How many of these rules were overruled."""
    return sum(answers.get(STANDS.get(one.rule, "")) is True for one in seen)


def first_closed(exercise: Builder, answers: Answers) -> GateQuestion | None:
    """The first gate question that was not answered with yes; None when the gate is open."""
    return next((one for one in exercise.gate.questions if answers.get(one.item) != YES), None)


def gate_answered(exercise: Builder, answers: Answers) -> bool:
    """Whether every question of the gate has an answer."""
    return all(answers.get(question.item) in SAID for question in exercise.gate.questions)


def gate_open(exercise: Builder, answers: Answers) -> bool:
    """Whether every question of the gate was answered with yes."""
    return first_closed(exercise, answers) is None


@score.register
def _score(exercise: Builder, answers: Answers) -> Score:
    """A point per check: whole slots, no 'but', a question, a safeguard. `counts`: met, of, stands, gate (0 or 1)."""
    if not answered(answers):
        return UNANSWERED
    written, picked = any(texts(exercise, answers)), _picked(exercise, answers)
    seen = seen_in(exercise, answers)
    flagged = {one.rule for one in seen}
    parts: dict[str, float | None] = {rule: float(rule not in flagged) if written else None for rule in CHECKS}
    parts[PICK] = 1.0 if picked else None
    if written and not texts(exercise, answers)[-1]:
        parts[QUESTION_MISSING] = 0.0  # an empty last slot asks nothing, though the rule speaks of the slot
    feedback = tuple(_feedback(exercise, answers))
    met = sum(part == 1 for part in parts.values())
    counts = {"met": met, "of": len(parts), "stands": stands(seen, answers)}
    counts["gate"] = int(gate_open(exercise, answers))
    if not written and not picked:
        return Score("unscored", counts=counts, feedback=feedback)
    return Score("scored", met, len(parts), parts, counts, feedback)


def _picked(exercise: Builder, answers: Answers) -> bool:
    return answers.get(PICK) in {option.id for option in exercise.integrity.options}


def _feedback(exercise: Builder, answers: Answers) -> list[Feedback]:
    notes = list(gate_feedback(exercise, answers))
    if any(texts(exercise, answers)):
        notes = [*rule_feedback(exercise, answers), why(exercise), *notes]
    return [*notes, *pick_feedback(exercise, answers)]


def rule_feedback(exercise: Builder, answers: Answers) -> list[Feedback]:
    """What the rules say of the message, or that they have nothing to say."""
    notes = [exercise.rule(one.rule) for one in seen_in(exercise, answers) or (Seen(WHOLE),)]
    return [Feedback(f"{WORDS}:{note.id}", WORDS, note.text, own=note.own) for note in notes]


def why(exercise: Builder) -> Feedback:
    """Why the makers' message does what it should."""
    return Feedback(f"{WORDS}:{exercise.why.id}", WORDS, exercise.why.text, own=exercise.why.own)


def gate_feedback(exercise: Builder, answers: Answers) -> list[Feedback]:
    """What keeps the gate closed, per question; or what to mind now that it is open."""
    if not gate_answered(exercise, answers):
        return []
    if gate_open(exercise, answers):
        note = exercise.gate.opened
        return [Feedback(f"{GATE}:{note.id}", GATE, note.text, "helps", note.own)]
    closed = [question for question in exercise.gate.questions if answers.get(question.item) != YES]
    return [Feedback(one.item, one.item, one.closed, "depends", one.own) for one in closed]


def pick_feedback(exercise: Builder, answers: Answers) -> list[Feedback]:
    """What the makers say of the safeguard that was picked."""
    options = [option for option in exercise.integrity.options if option.id == answers.get(PICK)]
    return [Feedback(f"{PICK}:{option.id}", PICK, option.feedback, own=option.own) for option in options]


@reachable.register
def _reachable(exercise: Builder) -> frozenset[str]:
    ids = {f"{WORDS}:{rule}" for rule in RULES} | {f"{WORDS}:{exercise.why.id}", f"{GATE}:{exercise.gate.opened.id}"}
    ids |= {question.item for question in exercise.gate.questions}
    return frozenset(ids | {f"{PICK}:{option.id}" for option in exercise.integrity.options})


@simulate.register
def _simulate(exercise: Builder, respondent: Respondent) -> dict[str, Value]:
    """Strong takes the makers' words and may use the line; weak says 'maar', asks nothing and may not."""
    dice, kind = respondent.dice(exercise), respondent.kind
    answers: dict[str, Value] = {}
    for slot in exercise.slots:
        weak = "ik vind het lastig, maar het is zo"
        answers[slot.item] = {"strong": slot.example.nl, "weak": weak}.get(
            kind, dice.choice((slot.example.nl, *_RANDOM))
        )
    answers[f"{WORDS}.{DONE}"] = True
    if kind == "random" and dice.random() < 0.2:
        answers |= {item: True for rule, item in STANDS.items() if rule in {s.rule for s in seen_in(exercise, answers)}}
    for question in exercise.gate.questions:
        answers[question.item] = {"strong": YES, "weak": NO}.get(kind, dice.choice((YES, *SAID)))
    answers[f"{GATE}.{DONE}"] = True
    if gate_open(exercise, answers):
        answers[LINE] = exercise.gate.example.nl
    answers[PICK] = dice.choice(exercise.integrity.options).id
    return answers | {f"{INTEGRITY}.{DONE}": True, DONE: True}
