"""What-if: three sliders that make the turnover per hour, and what each of them tempts people to do."""

from workbook.content.answers import Value
from workbook.exercises.calculator import LONGEST, Calculator, Slider, knob, tempted
from workbook.exercises.calculator.rules import filled, money, settings
from workbook.exercises.calculator.sums import what_if
from workbook.scoring import Answers
from workbook.view import inputs
from workbook.view.blocks import Block, Box, Details, Figures, Listing, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button, TextField


def amount(exercise: Calculator, answers: Answers) -> float:
    """Turnover per hour at the three sliders as they stand."""
    at = settings(exercise, answers)
    return what_if(at["gesprekken"], at["slaagkans"], at["orderwaarde"])


def sliders(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    """The three sliders with what they make together."""
    fields = tuple(_slider(exercise, slider, context) for slider in exercise.what_if)
    start = money(exercise, amount(exercise, {}), context.language)
    now = money(exercise, amount(exercise, context.answers), context.language)
    figures = Figures(((start, context.ui("calculator.start")), (now, context.ui("calculator.now"))))
    onward = () if context.done() else (Button(context.ui("calculator.to-tempts"), "_at", "tempts"),)
    return (
        Prose(context.ui("calculator.turn")),
        *fields,
        figures,
        Prose(_sum_in_words(exercise, context.answers, context), "note"),
        *onward,
    )


def _slider(exercise: Calculator, slider: Slider, context: Context) -> Block:
    label = filled(exercise, slider.label, context.language)
    value: Value = settings(exercise, context.answers)[slider.id]
    return inputs.Slider(knob(slider), label, slider.min, slider.max, slider.step, value, disabled=context.done())


def _sum_in_words(exercise: Calculator, answers: Answers, context: Context) -> str:
    """'1 gesprek per uur × 20 % × € 1.300 = € 260.'"""
    said = {slider.id: _setting(exercise, slider, answers, context) for slider in exercise.what_if}
    result = money(exercise, amount(exercise, answers), context.language)
    return context.ui("calculator.sum", result=result, **said)


def _setting(exercise: Calculator, slider: Slider, answers: Answers, context: Context) -> str:
    value = settings(exercise, answers)[slider.id]
    if slider.id == "orderwaarde":
        return money(exercise, value, context.language)
    shown = context.halves(value) if value * 2 == int(value * 2) else context.number(value, 2)
    return context.ui("calculator.percent", n=shown) if slider.id == "slaagkans" else shown


def temptations(exercise: Calculator, context: Context) -> tuple[Block, ...]:
    """Per slider: what does it tempt you to do? Examples behind one tap, in a room once the trainer opened them."""
    asked = tuple(_temptation(exercise, slider, context) for slider in exercise.what_if)
    if context.done():
        return asked
    names = [tempted(slider) for slider in exercise.what_if]
    any_written = any(str(context.answers.get(name) or "").strip() for name in names)
    needs = () if any_written else (names[0],)  # one of the three is enough
    commit = context.commit(context.ui("calculator.finish"), needs, missing=context.ui("calculator.no-tempt"))
    back = Button(context.ui("calculator.to-sliders"), "_at", "what-if", "quiet")
    return (Prose(context.ui("calculator.tempt")), *asked, commit, back)


def _temptation(exercise: Calculator, slider: Slider, context: Context) -> Block:
    own = str(context.answers.get(tempted(slider)) or "")
    prompt = filled(exercise, slider.tempts.prompt, context.language)
    field = TextField(tempted(slider), prompt, own, 2, LONGEST, disabled=context.done())
    label = filled(exercise, slider.label, context.language)
    return Box((field, *_examples(slider, context)), title=label)


def _examples(slider: Slider, context: Context) -> tuple[Block, ...]:
    if not context.feedback:
        return ()
    lines = Listing(tuple(context.text(example) for example in slider.tempts.examples))
    label = (Prose(context.ui("own"), "note"),) if slider.own else ()
    return (Details(context.ui("calculator.examples"), (lines, *label)),)


def what_if_line(exercise: Calculator, context: Context) -> str:
    """What the sliders made, beside where they stood at first."""
    start = money(exercise, amount(exercise, {}), context.language)
    now = money(exercise, amount(exercise, context.answers), context.language)
    return context.ui("calculator.same" if start == now else "calculator.moved", start=start, now=now)


def written_temptations(exercise: Calculator, context: Context) -> tuple[str, ...]:
    """What this person wrote, after the slider it belongs to."""
    texts = [(slider, str(context.answers.get(tempted(slider)) or "").strip()) for slider in exercise.what_if]
    return tuple(f"{filled(exercise, slider.label, context.language)} – {own}" for slider, own in texts if own)
