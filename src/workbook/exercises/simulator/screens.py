"""The screens of a simulator: guess, one path with one knob, more to try, the honest no, one sentence of your own."""

from workbook.content.answers import DONE, as_number
from workbook.exercises.simulator import EXPLAIN, GUESS, LONGEST, MOST_TIMES, SURE, SURENESS, TIMES, Simulator
from workbook.exercises.simulator.more import more, no_and_futures, weight_slider
from workbook.exercises.simulator.pictures import there_and_back
from workbook.exercises.simulator.response import asked
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Prose
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable, Number, TextField


@render.register
def _render(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    if not context.done(GUESS):
        return guess(exercise, context)
    if not context.feedback:
        return _waiting(exercise, context)
    match context.at:
        case "more":
            return more(exercise, context)
        case "no":
            return no_and_futures(exercise, context)
        case "path":
            return _path(exercise, context)
        case "explain" | "change" if not context.done() or context.at == "change":
            return explain(exercise, context)
    return _result(exercise, context) if context.done() else _path(exercise, context)


def guess(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    """How often somebody expects to have to keep their word, and how sure they are."""
    options = tuple(Choosable(name, context.ui(f"simulator.sure.{name}")) for name in SURENESS)
    given = context.answers.get
    unit = context.ui("simulator.times")
    return (
        Prose(context.text(exercise.prompt.fill(start=exercise.start)), "lead"),
        Number(TIMES, context.ui("simulator.guess"), 0, MOST_TIMES, 1, given(TIMES), unit),
        Choice(SURE, context.ui("simulator.sure"), options, given(SURE), "scale"),
        context.commit(context.ui("simulator.commit"), (TIMES, SURE), GUESS),
    )


def guess_line(context: Context) -> str:
    """'Jij dacht: 3 keer (denk ik).'"""
    guess, sure = as_number(context.answers.get(TIMES)), context.answers.get(SURE)
    shown = context.number(guess) if guess is not None else "–"
    if sure not in SURENESS:
        return context.ui("simulator.guessed", guess=shown)
    told = context.ui(f"simulator.said.{sure}")
    return context.ui("simulator.guessed.sure", guess=shown, sure=told)


def _waiting(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    onward = () if context.done() else (Button(context.ui("simulator.ready"), DONE),)
    return (Prose(guess_line(context), "lead"), Prose(context.ui("simulator.waiting"), "note"), *onward)


def _verdict(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    """The guess beside the model, with what it calls for."""
    title = f"{context.ui('simulator.model', n=asked(exercise))} {guess_line(context)}"
    notes = [f for f in score(exercise, context.answers).feedback if f.item == TIMES]
    return tuple(context.note(note, title) for note in notes)


def _path(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    weighed = [f for f in score(exercise, context.answers).feedback if f.item == "knob.weight"]
    limits = [f for f in score(exercise, context.answers).feedback if f.item == GUESS]
    return (
        *_verdict(exercise, context),
        there_and_back(exercise, context.answers, context.language),
        weight_slider(exercise, context),
        *(context.note(note) for note in (*weighed, *limits)),
        _to_explain(context),
        Box(
            (
                Button(context.ui("simulator.more"), "_at", "more", "quiet"),
                Button(context.ui("simulator.no"), "_at", "no", "quiet"),
            ),
            "actions",
            context.ui("simulator.try"),
        ),
    )


def _to_explain(context: Context) -> Button:
    if context.done():
        return Button(context.ui("simulator.to-result"), "_at", "result")
    return Button(context.ui("simulator.to-explain"), "_at", "explain")


def explain(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    """The explanation in one's own words."""
    typed, hint = str(context.answers.get(EXPLAIN) or ""), context.text(exercise.explain.hint)
    field = TextField(EXPLAIN, context.text(exercise.explain.prompt), typed, rows=3, longest=LONGEST, hint=hint)
    if context.done():
        return (field, Button(context.ui("simulator.to-result"), "_at", "result"))
    back = Button(context.ui("simulator.to-path"), "_at", "path", "quiet")
    return (
        field,
        context.commit(context.ui("simulator.finish"), (EXPLAIN,), missing=context.ui("simulator.no-text")),
        back,
    )


def _result(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    limits = [f for f in score(exercise, context.answers).feedback if f.item == GUESS]
    again = (
        Button(context.ui("simulator.to-path"), "_at", "path", "quiet"),
        Button(context.ui("simulator.more"), "_at", "more", "quiet"),
        Button(context.ui("simulator.no"), "_at", "no", "quiet"),
        Button(context.ui("simulator.change" if _own(context) else "simulator.to-explain"), "_at", "change", "quiet"),
    )
    return (
        *_verdict(exercise, context),
        there_and_back(exercise, context.answers, context.language),
        *(context.note(note) for note in limits),
        *_own_words(context),
        Box(again, "actions", context.ui("simulator.try")),
        Box((context.again(),), "actions"),
    )


def _own(context: Context) -> str:
    return str(context.answers.get(EXPLAIN) or "").strip()


def _own_words(context: Context) -> tuple[Block, ...]:
    own = _own(context)
    return (Box((Prose(own, "quote"),), "card", context.ui("simulator.mine")),) if own else ()


@keepsake.register
def _keepsake(exercise: Simulator, context: Context) -> tuple[Block, ...]:
    """The guess beside the model once that may be seen, and the own sentence."""
    if not context.done():
        return ()
    model = f"{context.ui('simulator.model', n=asked(exercise))} " if context.feedback else ""
    return (Prose(f"{model}{guess_line(context)}"), *_own_words(context))
