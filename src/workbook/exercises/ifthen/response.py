"""What a set of plans holds: a cue, a line and a rehearsal per moment; and made-up plans."""

from dataclasses import dataclass
from typing import Literal

from workbook.content.answers import DONE, Value
from workbook.exercises._words import Seen
from workbook.exercises.ifthen import EXAMPLES, FAILS, RESOLVE, TIMES, WORKS, IfThen, Moment
from workbook.exercises.ifthen.rules import (
    ACT_MISSING,
    ACT_VAGUE,
    CUE_MISSING,
    CUE_VAGUE,
    WHOLE,
    act_rule,
    cue_rule,
)
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate

State = Literal["met", "stands", "open"]  # the rule is content, it was overruled, or there is something to mend
HALVES = ("cue", "act")
_VAGUE = {"cue": ("Als het uitkomt", "als ik tijd heb"), "act": ("Ik probeer het", "I’ll try")}
_LOOSE = {"cue": ("mijn klant belt", "my client rings", "x"), "act": ("Dat hoor je morgen.", "I’ll ring you.", "Nee.")}


@dataclass(frozen=True)
class Reading:
    """What one plan holds: the state of its cue, its act and its rehearsal, and what the rules saw."""

    cue: State
    act: State
    aloud: State
    seen: tuple[tuple[str, Seen], ...]

    @property
    def whole(self) -> bool:
        """A cue and an act that the rules are content with, or that somebody stands by."""
        return "open" not in (self.cue, self.act)


def half(moment: Moment, name: str, answers: Answers) -> str:
    """The text of one half of a plan, stripped; '' for none."""
    return str(answers.get(f"{moment.id}.{name}") or "").strip()


def begun(moment: Moment, answers: Answers) -> bool:
    """Whether anything of this plan is there."""
    return bool(half(moment, "cue", answers) or half(moment, "act", answers))


def read(moment: Moment, answers: Answers) -> Reading:
    """What the rules say of one plan, and what the participant says of the rules."""
    found = {"cue": cue_rule(half(moment, "cue", answers)), "act": act_rule(half(moment, "act", answers))}

    def state(name: str) -> State:
        if found[name] is None:
            return "met"
        overruled = answers.get(f"{moment.id}.{name}-stands") is True and half(moment, name, answers)
        return "stands" if overruled else "open"

    aloud: State = "met" if answers.get(f"{moment.id}.aloud") == TIMES and begun(moment, answers) else "open"
    seen = tuple((name, one) for name, one in found.items() if one)
    return Reading(state("cue"), state("act"), aloud, seen)


@score.register
def _score(exercise: IfThen, answers: Answers) -> Score:
    """A point for each cue, act and rehearsal that is there. `counts`: cue, act, aloud, of, stands, whole."""
    feedback = tuple(feedback_of(exercise, answers))
    plans = {moment.id: read(moment, answers) for moment in exercise.moments if begun(moment, answers)}
    if not plans:
        return Score("unscored", feedback=feedback) if answered(answers) else UNANSWERED
    parts: dict[str, float | None] = {}
    for moment in exercise.moments:
        plan = plans.get(moment.id)
        for name in (*HALVES, "aloud"):
            parts[f"{moment.id}.{name}"] = float(getattr(plan, name) == "met") if plan else None
    counts = {name: sum(getattr(plan, name) == "met" for plan in plans.values()) for name in (*HALVES, "aloud")}
    counts |= {"of": len(exercise.moments), "whole": sum(plan.whole for plan in plans.values())}
    counts["stands"] = sum(state == "stands" for plan in plans.values() for state in (plan.cue, plan.act))
    points = sum(part for part in parts.values() if part)
    return Score("scored", points, len(parts), parts, counts, feedback)


def feedback_of(exercise: IfThen, answers: Answers) -> list[Feedback]:
    """Why each judged example works or not, what goes with the reason, and per plan the rules and the example."""
    notes = []
    for example in exercise.examples:
        item = f"{EXAMPLES}.{example.id}"
        if answers.get(item) in (WORKS, FAILS):
            notes.append(Feedback(item, item, example.feedback, own=example.own))
    for reason in exercise.resolve.reasons:
        if answers.get(item := f"{RESOLVE}.reason") == reason.id:
            notes.append(Feedback(f"{item}:{reason.id}", item, reason.feedback, own=reason.own))
    for moment in exercise.moments:
        if begun(moment, answers):
            notes += [*plan_feedback(exercise, moment, answers), example_feedback(moment)]
    return notes


def plan_feedback(exercise: IfThen, moment: Moment, answers: Answers) -> list[Feedback]:
    """What the rules say of one plan: each thing they saw, or that it is whole."""
    seen = read(moment, answers).seen or (("act", Seen(WHOLE)),)
    notes = [(f"{moment.id}.{name}", exercise.rule(one.rule)) for name, one in seen]
    return [Feedback(f"{item}:{note.id}", item, note.text, own=note.own) for item, note in notes]


def example_feedback(moment: Moment) -> Feedback:
    """Why the makers' plan for this moment works."""
    return Feedback(f"{moment.id}.cue", f"{moment.id}.cue", moment.feedback, own=moment.own)


@reachable.register
def _reachable(exercise: IfThen) -> frozenset[str]:
    ids = {f"{EXAMPLES}.{example.id}" for example in exercise.examples}
    ids |= {f"{RESOLVE}.reason:{reason.id}" for reason in exercise.resolve.reasons}
    for moment in exercise.moments:
        ids |= {f"{moment.id}.cue"} | {f"{moment.id}.cue:{rule}" for rule in (CUE_MISSING, CUE_VAGUE)}
        ids |= {f"{moment.id}.act:{rule}" for rule in (ACT_MISSING, ACT_VAGUE, WHOLE)}
    return frozenset(ids)


@simulate.register
def _simulate(exercise: IfThen, respondent: Respondent) -> dict[str, Value]:
    """Strong writes the makers' plans and says them aloud; weak writes vague ones; random writes anything."""
    dice, kind = respondent.dice(exercise), respondent.kind
    answers: dict[str, Value] = {}
    for example in exercise.examples:
        right = dice.random() < 0.5 if kind == "random" else kind == "strong"
        answers[f"{EXAMPLES}.{example.id}"] = WORKS if example.works == right else FAILS
    answers[f"{EXAMPLES}.{DONE}"] = True
    answers[f"{RESOLVE}.reason"] = dice.choice(exercise.resolve.reasons).id
    answers |= {f"{RESOLVE}.text": "Dit was de laatste keer.", f"{RESOLVE}.{DONE}": True}
    for moment in exercise.moments:
        for name in HALVES:
            good = (getattr(moment.example, name).nl,)
            texts = {"strong": good, "weak": _VAGUE[name], "random": (*good, *_VAGUE[name], *_LOOSE[name])}[kind]
            answers[f"{moment.id}.{name}"] = dice.choice(texts)
        answers[f"{moment.id}.{DONE}"] = True
        answers[f"{moment.id}.aloud"] = {"strong": TIMES, "weak": 0}.get(kind, dice.randint(0, TIMES))
        if kind == "random" and dice.random() < 0.2:
            answers |= {f"{moment.id}.{name}-stands": True for name, _ in read(moment, answers).seen}
    return answers | {DONE: True}
