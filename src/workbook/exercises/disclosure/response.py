"""What a sorted set is worth, what the word rules notice in a message, and made-up respondents."""

import re

from workbook.content.answers import DONE, Value
from workbook.exercises.disclosure import (
    ALOUD,
    AUDIENCES,
    MESSAGE,
    Disclosure,
    Part,
    Statement,
    WordRule,
    heard,
    kept,
    written,
)
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate


def given(statement: Statement, answers: Answers) -> str | None:
    """Who may hear this, as it was answered; None while open."""
    value = answers.get(heard(statement))
    return str(value) if value in AUDIENCES else None


def is_leak(statement: Statement, answers: Answers) -> bool:
    """Whether something about somebody's health would go to the client."""
    return statement.health and given(statement, answers) == "client"


def text_of(part: Part, answers: Answers) -> str:
    """What somebody wrote for a part, '' for nothing."""
    return str(answers.get(written(part)) or "").strip()


def found(rule: WordRule, part: Part, answers: Answers) -> str:
    """The first word in this part that the rule looks for, as it was written; '' for none."""
    if part.id not in rule.parts:
        return ""
    shapes = (re.escape(word.rstrip("*")) + (r"[\w-]*" if word.endswith("*") else "") for word in rule.words)
    match = re.search(rf"(?<![\w-])(?:{'|'.join(shapes)})(?![\w-])", text_of(part, answers), re.IGNORECASE)
    return match[0] if match else ""


def noticed(exercise: Disclosure, answers: Answers) -> tuple[tuple[WordRule, Part, str], ...]:
    """What the rules speak up about, by part: each rule once, at the first part where it finds a word."""
    hits = []
    for rule in exercise.rules:
        told = ((part, word) for part in exercise.parts if (word := found(rule, part, answers)))
        if first := next(told, None):
            hits.append((rule, *first))
    return tuple(sorted(hits, key=lambda hit: exercise.parts.index(hit[1])))


@score.register
def _score(exercise: Disclosure, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    feedback = [*_about_statements(exercise, answers), *_about_message(exercise, answers)]
    sorted_ones = [one for one in exercise.statements if given(one, answers)]
    if not sorted_ones:
        return Score("unscored", feedback=tuple(feedback))
    right = sum(given(one, answers) == one.audience for one in sorted_ones)
    parts: dict[str, float | None] = {
        heard(one): float(given(one, answers) == one.audience) if one in sorted_ones else None
        for one in exercise.statements
    }
    counts = {
        "right": right,
        "of": len(exercise.statements),
        "leaks": sum(is_leak(one, answers) for one in exercise.statements),
    }
    return Score("scored", right, len(exercise.statements), parts, counts, tuple(feedback))


def _about_statements(exercise: Disclosure, answers: Answers) -> list[Feedback]:
    said = []
    for one in exercise.statements:
        choice, item = given(one, answers), heard(one)
        if choice:
            same = choice == one.audience
            said.append(Feedback(item, item, one.feedback, "helps" if same else "neutral", one.own))
        if is_leak(one, answers):
            flag = exercise.red_flag
            said.append(Feedback(f"{item}:{flag.id}", item, flag.text, "harms", flag.own))
    return said


def _about_message(exercise: Disclosure, answers: Answers) -> list[Feedback]:
    return [
        Feedback(f"{MESSAGE}:{rule.id}", written(part), rule.text.fill(word=word), own=rule.own)
        for rule, part, word in noticed(exercise, answers)
    ]


@reachable.register
def _reachable(exercise: Disclosure) -> frozenset[str]:
    items = {heard(one) for one in exercise.statements}
    flags = {f"{heard(one)}:{exercise.red_flag.id}" for one in exercise.statements if one.health}
    return frozenset(items | flags | {f"{MESSAGE}:{rule.id}" for rule in exercise.rules})


@simulate.register
def _simulate(exercise: Disclosure, respondent: Respondent) -> dict[str, Value]:
    """Strong sorts and writes as the makers; weak tells the client what is not theirs, and trips every rule."""
    dice, answers = respondent.dice(exercise), dict[str, Value]()
    for batch in exercise.batches:
        for one in batch:
            wrong: Value = "client" if one.audience != "client" else "nobody"
            choices = {"strong": one.audience, "weak": wrong, "random": dice.choice(AUDIENCES)}
            answers[heard(one)] = choices[respondent.kind]
        answers[f"{batch[0].id}.{DONE}"] = True
    for part in exercise.parts:
        own = [rule.words[0].rstrip("*") for rule in exercise.rules if part.id in rule.parts]
        texts = {"strong": part.example.nl, "weak": " ".join(own) or "x"}
        answers[written(part)] = texts.get(respondent.kind) or dice.choice(["x", "Ik doe dit niet.", " ".join(own)])
    answers[f"{MESSAGE}.{DONE}"] = True
    if respondent.kind == "random":
        answers |= {kept(rule): dice.random() < 0.5 for rule, _, _ in noticed(exercise, answers)}
    return {item: value for item, value in answers.items() if value != ""} | {ALOUD: dice.random() < 0.7, DONE: True}
