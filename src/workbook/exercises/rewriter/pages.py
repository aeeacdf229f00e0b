"""The screens of a rewriter, one line each; the two columns at the end; and the hardest line of a room."""

from itertools import zip_longest
from textwrap import wrap

from workbook.content.answers import DONE
from workbook.content.text import Language
from workbook.exercises.rewriter import CHOICES, LONGEST, OVERRULABLE, Line, Rewriter
from workbook.exercises.rewriter.scoring import answered, fits, line_feedback, noticed, overruled, rewritten
from workbook.exercises.rewriter.words import same
from workbook.scoring import score
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Box, Chart, Details, Listing, Progress, Prose, Table
from workbook.view.charts import canvas
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Check, Choice, Choosable, TextField
from workbook.view.tokens import TOKENS

LOOK, RESULT = "look:", ":result"  # bookmarks: looking back at a line, and the result
FITS, DIFFERS = "fits", "differs"


def _quoted(said: str) -> str:
    return f"‘{said}’"


@render.register
def _render(exercise: Rewriter, context: Context) -> tuple[Block, ...]:
    if not context.done():
        return _line(exercise, _shown(exercise, context), context)
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback")),)
    back = next((line for line in exercise.lines if context.at == LOOK + line.id), None)
    return _line(exercise, back, context) if back else _result(exercise, context)


def _shown(exercise: Rewriter, context: Context) -> Line:
    """The line on the screen: with feedback it stays until the person goes on, without it the next one comes."""
    ahead = next((line for line in exercise.lines if not context.done(line.id)), None)
    seen = [line for line in exercise.lines if context.done(line.id)]
    asked = next((line for line in exercise.lines if context.at == line.id), None)
    if asked and (asked is ahead or (context.feedback and asked in seen)):
        return asked
    if seen and context.feedback and (ahead is None or not answered(ahead, context.answers)):
        return seen[-1]
    return ahead or exercise.lines[-1]


def _line(exercise: Rewriter, line: Line, context: Context) -> tuple[Block, ...]:
    number, most, done = exercise.lines.index(line) + 1, len(exercise.lines), context.done(line.id)
    item = f"{line.id}.choice"
    choices = tuple(Choosable(choice, context.ui(f"rewriter.{choice}")) for choice in CHOICES)
    blocks: tuple[Block, ...] = (
        Progress(number, most, context.ui("rewriter.progress", n=number, of=most)),
        Prose(context.text(line.situation)),
        Prose(_quoted(context.text(line.line)), "quote"),
        Choice(item, context.ui("rewriter.choose"), choices, context.answers.get(item), disabled=done),
    )
    if not done:
        rewriting = (_field(line, context),) if context.answers.get(item) == "rewrite" else ()
        return (*blocks, *rewriting, context.commit(context.ui("rewriter.commit"), (item,), line.id))
    return (*blocks, *_after(exercise, line, context), _onward(exercise, number, context))


def _field(line: Line, context: Context) -> Block:
    """The new text; the field begins with the line as it is."""
    item = f"{line.id}.text"
    typed = context.answers.get(item)
    text = context.text(line.line) if typed is None else str(typed)
    return TextField(item, context.ui("rewriter.text"), text, 2, LONGEST, context.ui("rewriter.text.hint"))


def _after(exercise: Rewriter, line: Line, context: Context) -> tuple[Block, ...]:
    """Own version and the makers' side by side, what the rules noticed, and the way to overrule them."""
    own = rewritten(line, context.answers) or context.text(line.line)
    mine = Box((Prose(_quoted(own), "quote"),), "card", context.ui("rewriter.mine"))
    if not context.feedback:
        return (mine,)
    shown = _beside_example(line, own, mine, context)
    notes = [context.note(feedback) for feedback in line_feedback(exercise, line, context.answers)]
    checks = tuple(
        Check(item, context.ui(f"rewriter.overrule.{rule}"), context.answers.get(item) is True)
        for rule in noticed(line, context.answers)
        if rule in OVERRULABLE and (item := f"{line.id}.{rule}")
    )
    return (shown, *notes, *checks)


def _beside_example(line: Line, own: str, mine: Box, context: Context) -> Block:
    """The example next to the own line; the own line alone where both are the same."""
    example = context.text(line.example)
    if same(own, example):
        title = context.ui("rewriter.mine" if line.keep else "rewriter.mine.same")
        return Box(mine.blocks, "card", title)
    return Box((mine, Box((Prose(_quoted(example), "quote"),), "card", context.ui("rewriter.example"))), "row")


def _onward(exercise: Rewriter, number: int, context: Context) -> Block:
    if context.done():
        return Button(context.ui("rewriter.to-result"), "_at", RESULT)
    ahead = next((line for line in exercise.lines[number:] if not context.done(line.id)), None)
    ahead = ahead or next((line for line in exercise.lines if not context.done(line.id)), None)
    if ahead:
        return Button(context.ui("rewriter.next"), "_at", ahead.id)
    return Button(context.ui("rewriter.finish"), DONE)


def result_line(exercise: Rewriter, context: Context) -> str:
    """'In 8 van de 10 zinnen staat het woord dat hier past: …', and how many stand on purpose; '' for no answers."""
    counts = score(exercise, context.answers).counts
    if not counts:
        return ""
    line = context.ui("rewriter.result", **counts)
    return f"{line} {context.ui('rewriter.own', n=counts['own'])}" if counts["own"] else line


def _result(exercise: Rewriter, context: Context) -> tuple[Block, ...]:
    line = result_line(exercise, context)
    looks = tuple(
        Button(f"{n}. {_quoted(_short(context.text(one.line), 40))}", "_at", LOOK + one.id, "quiet")
        for n, one in enumerate(exercise.lines, 1)
    )
    return (
        *((Prose(line, "lead"), _columns(exercise, context)) if line else ()),
        Prose(context.ui("rewriter.open-key"), "note"),
        Details(context.ui("rewriter.look-back"), (Box(looks, "actions"),)),
        Box((context.again(),), "actions"),
    )


def _columns(exercise: Rewriter, context: Context) -> Block:
    """Two columns of own lines: ik for the limit, wij for the help, each with a sign and what the signs mean."""
    limits = [_marked(line, context) for line in exercise.lines if line.keep and answered(line, context.answers)]
    helps = [_marked(line, context) for line in exercise.lines if not line.keep and answered(line, context.answers)]
    head = (context.ui("rewriter.limit"), context.ui("rewriter.help"))
    return Table(context.ui("rewriter.columns"), head, tuple(zip_longest(limits, helps, fillvalue="")))


def _marked(line: Line, context: Context) -> str:
    sign = "●" if fits(line, context.answers) else "◐" if overruled(line, context.answers) else "○"
    return f"{sign} {_quoted(rewritten(line, context.answers) or context.text(line.line))}"


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else wrap(text, longest - 1)[0].rstrip(",.!?") + "…"


@summarise.register
def _summarise(exercise: Rewriter, group: Group, language: Language) -> tuple[Block, ...]:
    """The lines by how many gave them the fitting owner, hardest first. Author's texts and counts only."""
    context = Context(language)
    found: list[tuple[int, int, Line]] = []
    for line in exercise.lines:
        counted = group.tally(lambda answers, line=line: _verdict(line, answers), (FITS, DIFFERS))  # type: ignore[misc]
        if counted:
            found.append((counted[FITS], sum(counted.values()), line))
    if not found:
        return ()
    found.sort(key=lambda row: row[0] / row[1])
    n, of, hardest = found[0]
    told = context.ui("rewriter.group.hardest", line=_quoted(context.text(hardest.line)), n=n, of=of)
    side = context.ui("rewriter.group.limit" if hardest.keep else "rewriter.group.help")
    return (
        Prose(context.ui("rewriter.group.lead", n=group.n), "label"),
        Prose(f"{told} {side}", "lead"),
        _ladder(found, context),
    )


def _verdict(line: Line, answers: dict[str, object]) -> str | None:
    fit = fits(line, answers)  # type: ignore[arg-type]
    return None if fit is None else FITS if fit else DIFFERS


def _ladder(found: list[tuple[int, int, Line]], context: Context) -> Block:
    title = context.ui("rewriter.group.chart")
    with canvas(title, height=0.1 + 0.42 * len(found), bare=True) as drawing:
        for row, (n, of, line) in enumerate(found):
            owner = context.ui("rewriter.ik" if line.keep else "rewriter.wij")
            said = f"{owner} · {_quoted(_short(context.text(line.line), 46))}"
            drawing.axes.text(0, row - 0.12, said, va="bottom", fontsize=9)
            drawing.axes.barh([row + 0.1], [1], height=0.26, color="none", edgecolor=TOKENS["line"])
            drawing.axes.barh([row + 0.1], [n / of], height=0.26, color=TOKENS["accent-soft"], ec=TOKENS["accent"])
            drawing.axes.text(1.02, row + 0.1, f"{n}/{of}", va="center", weight="bold", fontsize=9)
        drawing.axes.set(xlim=(0, 1.16), ylim=(len(found) - 0.6, -0.6))
    told = "; ".join(f"{_quoted(context.text(line.line))} {n}/{of}" for n, of, line in found)
    return Chart(drawing.svg, title, told)


@keepsake.register
def _keepsake(exercise: Rewriter, context: Context) -> tuple[Block, ...]:
    if not context.done():
        return ()
    own = tuple(_quoted(text) for line in exercise.lines if (text := rewritten(line, context.answers)))
    line = result_line(exercise, context) if context.feedback else ""
    return (*((Prose(line),) if line else ()), *((Listing(own),) if own else ()))
