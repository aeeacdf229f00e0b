"""The screens of a classifier: a situation at a time with its class and certainty, then a line for each class."""

from workbook.exercises._walk import RESULT, onward, shown
from workbook.exercises.classifier import CERTAINTIES, LONGEST, Class, Classifier, Situation
from workbook.exercises.classifier.response import (
    chosen,
    example_feedback,
    own_line,
    rule_feedback,
    seen_in,
    situation_feedback,
)
from workbook.exercises.classifier.result import named, result_screen
from workbook.view.blocks import Block, Box, Details, Listing, Progress, Prose, Scene
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Check, Choice, Choosable, TextField


@render.register
def _render(exercise: Classifier, context: Context) -> tuple[Block, ...]:
    step = shown(exercise.steps, context)
    if step == RESULT:
        return result_screen(exercise, context)
    situation = next((one for one in exercise.situations if one.id == step), None)
    if situation:
        return _situation(exercise, situation, context)
    return _line(exercise, next(one for one in exercise.classes if one.part == step), context)


def _progress(exercise: Classifier, step: str, context: Context) -> Block:
    number, most = exercise.steps.index(step) + 1, len(exercise.situations)
    if number <= most:
        text = context.ui("classifier.progress", n=number, of=most)
    else:
        text = context.ui("classifier.progress.line", n=number - most, of=len(exercise.classes))
    return Progress(number, len(exercise.steps), text)


def _onward(exercise: Classifier, step: str, context: Context) -> Button:
    ahead = len(exercise.situations) - exercise.steps.index(step) - 1  # situations after this step
    following = "classifier.next" if ahead > 0 else "classifier.next-line" if ahead == 0 else "classifier.another-line"
    words = (context.ui(key) for key in (following, "classifier.finish", "classifier.to-result"))
    return onward(exercise.steps, step, context, *words)


def _situation(exercise: Classifier, situation: Situation, context: Context) -> tuple[Block, ...]:
    done, first = context.done(situation.id), situation is exercise.situations[0]
    text = context.text(situation.text)
    if situation.pressure:
        text = f"{text}\n\n{context.text(situation.pressure.text)}"
    title = context.ui("classifier.situation", n=exercise.situations.index(situation) + 1)
    blocks = (
        _progress(exercise, situation.id, context),
        Scene(title, text),
        _classes(exercise, context, first and not done),
        _class_choice(exercise, situation, context, done),
        _certainty(situation, context, done),
    )
    if not done:
        needs = (f"{situation.id}.class", f"{situation.id}.certainty")
        return (*blocks, context.commit(context.ui("classifier.commit"), needs, situation.id))
    return (*blocks, *_makers(exercise, situation, context), _onward(exercise, situation.id, context))


def _classes(exercise: Classifier, context: Context, unfolded: bool) -> Block:
    """What each letter means, behind one tap; open at the first situation."""
    lines = tuple(
        f"{one.letter}. {context.text(one.title)} – {context.text(one.explanation)}" for one in exercise.classes
    )
    return Details(context.ui("classifier.classes"), (Listing(lines),), unfolded)


def _class_choice(exercise: Classifier, situation: Situation, context: Context, done: bool) -> Choice:
    item = f"{situation.id}.class"
    options = tuple(Choosable(one.id, named(one, context)) for one in exercise.classes)
    return Choice(item, context.ui("classifier.choose"), options, context.answers.get(item), disabled=done)


def _certainty(situation: Situation, context: Context, done: bool) -> Choice:
    item = f"{situation.id}.certainty"
    options = tuple(Choosable(name, context.ui(f"classifier.{name}")) for name in CERTAINTIES)
    label = context.ui("classifier.certainty")
    return Choice(item, label, options, context.answers.get(item), "scale", disabled=done)


def _makers(exercise: Classifier, situation: Situation, context: Context) -> tuple[Block, ...]:
    """The makers' class and why; what pressure changes."""
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback"), "note"),)
    makers, name = exercise.of(situation.answer), chosen(exercise, situation, context.answers)
    assert makers is not None
    same = name == situation.answer
    title = context.ui(f"classifier.{'same' if same else 'differs'}", makers=named(makers, context))
    titles = (title, context.ui("classifier.pressure"))
    notes = situation_feedback(situation, same)
    return tuple(context.note(note, said) for note, said in zip(notes, titles, strict=False))


def _line(exercise: Classifier, one: Class, context: Context) -> tuple[Block, ...]:
    item = f"{one.part}.text"
    hint = context.ui("classifier.line.hint")
    label = context.ui("classifier.line", letter=one.letter)
    blocks = (
        _progress(exercise, one.part, context),
        Prose(named(one, context), "label"),
        Prose(context.text(one.prompt)),
        TextField(item, label, own_line(one, context.answers), 3, LONGEST, hint),
    )
    if not context.done(one.part):
        commit = context.commit(
            context.ui("classifier.line.commit"), (item,), one.part, context.ui("classifier.no-line")
        )
        return (*blocks, commit)
    return (*blocks, *_after(exercise, one, context), _onward(exercise, one.part, context))


def _after(exercise: Classifier, one: Class, context: Context) -> tuple[Block, ...]:
    """What the rules saw in the line, with a tick to overrule each, and a line of the makers."""
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback"), "note"),)
    example = Box(
        (Prose(f"‘{context.text(one.example)}’", "quote"), context.note(example_feedback(one))),
        "card",
        context.ui("classifier.example"),
    )
    if not own_line(one, context.answers):
        return (example,)
    seen = seen_in(one, context.answers)
    titles = [context.ui("classifier.saw", words=each.words) if each.words else "" for each in seen] or [""]
    notes = rule_feedback(exercise, one, context.answers)
    said = [context.note(note, title) for note, title in zip(notes, titles, strict=True)]
    checks = [
        Check(item, context.ui(f"classifier.overrule.{each.rule}"), context.answers.get(item) is True)
        for each in seen
        if (item := f"{one.part}.{each.rule}")
    ]
    return (*said, *checks, example)
