"""Whose line is it: 'ik' for the limit, 'wij' for the help. Counted per line, with what the rules noticed."""

from workbook.content.answers import DONE, Value
from workbook.content.text import LANGUAGES
from workbook.exercises.rewriter import (
    CHOICES,
    KEEP_RIGHT,
    LOST_OWNER,
    NAME_CONSENT,
    OVERRULABLE,
    UNCHANGED,
    WE_MISSING,
    Line,
    Rewriter,
)
from workbook.exercises.rewriter.words import names, same, says_i, says_we
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, reachable, score, simulate


def rewritten(line: Line, answers: Answers) -> str | None:
    """The participant's own text, or None where the line stands as it was (kept, untouched or emptied)."""
    text = str(answers.get(f"{line.id}.text") or "").strip()
    if answers.get(f"{line.id}.choice") != "rewrite" or not text:
        return None
    return None if any(same(text, line.line.in_(language)) for language in LANGUAGES) else text


def answered(line: Line, answers: Answers) -> bool:
    """Whether a choice was made for this line."""
    return answers.get(f"{line.id}.choice") in CHOICES


def fits(line: Line, answers: Answers) -> bool | None:
    """Whether the owner fits: ik still in a limit, wij in help; None where nothing was chosen."""
    if not answered(line, answers):
        return None
    text = rewritten(line, answers)
    if line.keep:
        return text is None or says_i(text)
    return text is not None and says_we(text)


def noticed(line: Line, answers: Answers) -> tuple[str, ...]:
    """The ids of the rules that have something to say about an answered line."""
    text = rewritten(line, answers)
    if line.keep:
        first = KEEP_RIGHT if fits(line, answers) else LOST_OWNER
    else:
        first = UNCHANGED if text is None else "" if fits(line, answers) else WE_MISSING
    known, told = (" ".join(t.in_(language) for language in LANGUAGES) for t in (line.line, line.situation))
    named = NAME_CONSENT if text and names(text, known, told) else ""
    return tuple(name for name in (first, named) if name)


def overruled(line: Line, answers: Answers) -> bool:
    """Whether the participant stands by a line whose owner does not fit the rule."""
    said = [rule for rule in noticed(line, answers) if rule in OVERRULABLE and rule != NAME_CONSENT]
    return any(answers.get(f"{line.id}.{rule}") is True for rule in said)


@score.register
def _score(exercise: Rewriter, answers: Answers) -> Score:
    """A point for each line whose owner fits. `counts`: fits, of, ik and wij (each with _of), own (overruled)."""
    given = [line for line in exercise.lines if answered(line, answers)]
    if not given:
        return UNANSWERED
    found = {line.id: fits(line, answers) for line in exercise.lines}
    counts = {
        "fits": sum(fit is True for fit in found.values()),
        "of": len(exercise.lines),
        "own": sum(overruled(line, answers) for line in given),
    }
    for name, keep in (("ik", True), ("wij", False)):
        side = [found[line.id] for line in exercise.lines if line.keep is keep]
        counts |= {name: sum(fit is True for fit in side), f"{name}_of": len(side)}
    parts = {name: None if fit is None else float(fit) for name, fit in found.items()}
    feedback = tuple(note for line in given for note in line_feedback(exercise, line, answers))
    return Score("scored", counts["fits"], len(exercise.lines), parts, counts, feedback)


def line_feedback(exercise: Rewriter, line: Line, answers: Answers) -> tuple[Feedback, ...]:
    """What the rules noticed, and then what the makers say of this line."""
    item = f"{line.id}.choice"
    notes = [exercise.rule(name) for name in noticed(line, answers)]
    said = tuple(Feedback(f"{item}:{note.id}", item, note.text, own=note.own) for note in notes)
    return (*said, Feedback(item, item, line.feedback, own=line.own))


@reachable.register
def _reachable(exercise: Rewriter) -> frozenset[str]:
    ids = set()
    for line in exercise.lines:
        rules = (KEEP_RIGHT, LOST_OWNER) if line.keep else (WE_MISSING, UNCHANGED)
        ids |= {f"{line.id}.choice"} | {f"{line.id}.choice:{rule}" for rule in (*rules, NAME_CONSENT)}
    return frozenset(ids)


@simulate.register
def _simulate(exercise: Rewriter, respondent: Respondent) -> dict[str, Value]:
    dice, answers = respondent.dice(exercise), dict[str, Value]()
    for line in exercise.lines:
        choice = dice.choice(CHOICES)
        text = dice.choice(
            (line.example.nl, line.line.en, "Dat komt goed.", "We vragen het aan Lotte.", "I’ll ask Lotte.")
        )
        if respondent.kind == "strong":
            choice, text = ("keep", "") if line.keep else ("rewrite", line.example.nl)
        if respondent.kind == "weak":
            choice, text = ("rewrite", "Dat doen wij helaas niet.") if line.keep else ("keep", "")
        answers[f"{line.id}.choice"] = choice
        if choice == "rewrite":
            answers[f"{line.id}.text"] = text
        answers[f"{line.id}.{DONE}"] = True
        if respondent.kind == "random" and dice.random() < 0.2:
            answers |= {f"{line.id}.{rule}": True for rule in noticed(line, answers) if rule in OVERRULABLE}
    return answers | {DONE: True}
