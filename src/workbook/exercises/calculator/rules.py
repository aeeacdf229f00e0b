"""Which texts a response calls for, the words and amounts in them, and made-up respondents."""

from workbook.content.answers import DONE, Value
from workbook.content.interface import ui
from workbook.content.models import Note
from workbook.content.text import LANGUAGES, Language, Text
from workbook.exercises.calculator import (
    GUESSED,
    Calculator,
    hours,
    knob,
    tempted,
    turnover,
)
from workbook.exercises.calculator.sums import RULES, Rule, Week, half_weeks, judge, whole_weeks
from workbook.scoring import (
    UNANSWERED,
    Answers,
    Feedback,
    Respondent,
    Score,
    answered,
    at_random,
    reachable,
    score,
    simulate,
)
from workbook.view import numbers

_CURRENCY_WORDS = {"€": "euro", "£": "pound", "$": "dollar"}


def filled(exercise: Calculator, text: Text, language: Language) -> str:
    """A text of the author with {weekly}, {ratio}, {mean} and {currency} filled in."""
    weekly = [numbers.number(week.weekly, language) for week in exercise.weeks]
    values = {
        "weekly": numbers.listed(weekly, language),
        "ratio": numbers.number(exercise.ratio, language),
        "mean": numbers.number(exercise.mean, language),
        "currency": ui(f"calculator.{_CURRENCY_WORDS[exercise.currency]}", language),
    }
    return text.fill(**values).in_(language)


def money(exercise: Calculator, amount: float, language: Language) -> str:
    """An amount in whole units, rounded half up: '€ 1.300' in Dutch, '€1,300' in English."""
    space = "\N{NO-BREAK SPACE}" if language == "nl" else ""
    return f"{exercise.currency}{space}{numbers.number(amount, language)}"


def rule_of(exercise: Calculator, answers: Answers) -> Rule | None:
    """What the guess in these answers calls for; None without a guess."""
    guess = answers.get(GUESSED)
    if isinstance(guess, bool) or not isinstance(guess, int | float):
        return None
    return judge(guess, exercise.ratio, exercise.mean)


def own_given(exercise: Calculator, answers: Answers) -> dict[int, tuple[object, object]]:
    """Hours and turnover as filled in, by week."""
    numbered = range(1, exercise.own_weeks.weeks + 1)
    return {week: (answers.get(hours(week)), answers.get(turnover(week))) for week in numbered}


def own_weeks(exercise: Calculator, answers: Answers) -> tuple[Week, ...]:
    """The own weeks that are complete."""
    return whole_weeks(own_given(exercise, answers))


def own_halves(exercise: Calculator, answers: Answers) -> tuple[int, ...]:
    """The numbers of own weeks of which hours or turnover is missing."""
    return half_weeks(own_given(exercise, answers))


def settings(exercise: Calculator, answers: Answers) -> dict[str, float]:
    """The three sliders by id; one that was not moved stands at its start."""
    return {slider.id: _set(answers.get(knob(slider)), slider.start) for slider in exercise.what_if}


def _set(value: Value, start: float) -> float:
    return start if isinstance(value, bool) or not isinstance(value, int | float) else value


def _note(exercise: Calculator, rule: Rule) -> Note:
    note: Note = getattr(exercise, rule.replace("-", "_"))
    return note


@score.register
def _score(exercise: Calculator, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    feedback = []
    rule = rule_of(exercise, answers)
    if rule:
        feedback.append(_feedback(exercise, f"{GUESSED}:{rule}", GUESSED, _note(exercise, rule)))
    if answers.get(DONE):
        feedback.append(_feedback(exercise, f"{DONE}:caution", DONE, exercise.caution))
    return Score("unscored", feedback=tuple(feedback))


def _feedback(exercise: Calculator, name: str, item: str, note: Note) -> Feedback:
    told = {language: filled(exercise, note.text, language) for language in LANGUAGES}
    return Feedback(name, item, Text(nl=told["nl"], en=told["en"]), own=note.own)


@reachable.register
def _reachable(exercise: Calculator) -> frozenset[str]:
    return frozenset({f"{GUESSED}:{rule}" for rule in RULES} | {f"{DONE}:caution"})


@simulate.register
def _simulate(exercise: Calculator, respondent: Respondent) -> dict[str, Value]:
    dice = respondent.dice(exercise)
    answers: dict[str, Value] = at_random(exercise.items(), dice)
    figures = {"strong": exercise.ratio, "weak": exercise.mean, "random": exercise.ratio * dice.uniform(0.4, 1.8)}
    answers[GUESSED] = int(numbers.half_up(figures[respondent.kind]))
    for week in range(1, exercise.own_weeks.weeks + 1):
        worked = dice.choice((12, 16, 24, 32, 38.5, 40))
        empty = respondent.kind != "strong" and dice.random() < 0.3
        answers[hours(week)] = None if empty else worked
        answers[turnover(week)] = None if empty else round(worked * dice.uniform(150, 400))
    for slider in exercise.what_if:
        if respondent.kind == "weak":
            answers[knob(slider)] = slider.start  # moves nothing and writes as little as possible
        answers[tempted(slider)] = "x" if respondent.kind == "weak" else "Ik rond af zodra iemand gaat twijfelen."
    return {item: value for item, value in answers.items() if value is not None}
