"""The paper version of an exercise as HTML: a number in the margin, boxes to tick, lines to write on."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.view import blocks as b
from workbook.view import inputs as i
from workbook.view.html import as_html
from workbook.view.numbers import number
from workbook.view.paper_controls import items_of, numbers, rows_of

BOX = Markup('<span class="p-box"></span>')
LINE = Markup('<div class="p-line"></div>')
SHORT = Markup('<span class="p-short"></span>')
WIDE = 70  # signs that the options of a choice may have together to stand beside each other
MOST = 11  # values of a slider that stand side by side; of a longer one the value is written down


def paper_html(blocks: Sequence[b.Block], language: Language, own: str = "") -> Markup:
    """These blocks (of `on_paper`) with their numbers; `own` is the label of our own additions."""
    numbered = numbers(blocks)
    return Markup("").join(
        _table(run, numbered) if len(run) > 1 else _block(run[0], numbered, language, own) for run in _runs(blocks)
    )


def _runs(blocks: Sequence[b.Block]) -> Iterator[list[b.Block]]:
    """The blocks one by one; choices among the same few words that follow each other stay together, for one table."""
    run: list[b.Block] = []
    for block in blocks:
        goes_on = run and (isinstance(block, b.Progress) or _columns(block) == _columns(run[0]))
        if goes_on:
            run.append(block)
            continue
        yield from _cut(run)
        run = [block] if _columns(block) else []
        if not run:
            yield [block]
    yield from _cut(run)


def _cut(run: list[b.Block]) -> Iterator[list[b.Block]]:
    """A run without what only leads to the next one: the names of screens at its end."""
    end = len(run)
    while end and isinstance(run[end - 1], b.Progress):
        end -= 1
    if end:
        yield run[:end]
    yield from ([block] for block in run[end:])


def _columns(block: b.Block) -> tuple[str, ...]:
    """What stands above the columns where this choice is a row of a table; () where it cannot be one."""
    if not isinstance(block, i.Choice) or block.hint or sum(len(option.text) for option in block.options) > WIDE:
        return ()
    words = [option.text for option in block.options]
    return (f"{words[0]} {block.low}".strip(), *words[1:-1], f"{words[-1]} {block.high}".strip())


def _table(run: Sequence[b.Block], numbered: dict[str, int]) -> Markup:
    columns = _columns(run[0])
    boxes = Markup("<td>{}</td>").format(BOX) * len(columns)
    row = Markup('<tr><td class="p-n">{}</td><th scope="row">{}</th>{}</tr>')
    mark = Markup('<tr><td class="p-mark" colspan="{}">{}</td></tr>')
    rows = Markup("").join(
        row.format(numbered[one.item], one.label, boxes) if isinstance(one, i.Choice)
        else mark.format(len(columns) + 2, getattr(one, "text", ""))
        for one in run
    )  # fmt: skip
    return _columned(columns, rows)


def _columned(columns: Sequence[str], rows: Markup) -> Markup:
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(column) for column in columns)
    table = Markup('<table class="p-grid"><thead><tr><td></td><td></td>{}</tr></thead><tbody>{}</tbody></table>')
    return table.format(heads, rows)


def _block(block: b.Block, numbered: dict[str, int], language: Language, own: str) -> Markup:
    if isinstance(block, b.Progress):
        return Markup('<p class="p-mark">{}</p>').format(block.text)
    if not items_of(block):
        return as_html((block,), own)
    if rows_of(block):
        return _DRAWN.get(type(block), _rows)(block, numbered, language)
    draw = _DRAWN.get(type(block), _written)
    first = numbered[items_of(block)[0]]
    question = Markup('<section class="p-ask"><span class="p-n">{}</span><div>{}</div></section>')
    return question.format(first, draw(block, numbered, language))


def _label(text: str, hint: str = "") -> Markup:
    below = Markup('<p class="p-hint">{}</p>').format(hint) if hint else Markup("")
    return Markup('<p class="p-label">{}</p>{}').format(text, below) if text else below


def _choice(block: i.Choice, _numbered: dict[str, int], _language: Language) -> Markup:
    if block.layout == "scale":
        options = tuple(option.text for option in block.options)
        return _label(block.label, block.hint) + _beside(options, block.low, block.high)
    ticks = Markup("").join(_tick(option.text) for option in block.options)
    row = " is-row" if sum(len(option.text) for option in block.options) <= WIDE else ""
    return _label(block.label, block.hint) + Markup('<ul class="p-ticks{}">{}</ul>').format(row, ticks)


def _tick(text: str) -> Markup:
    return Markup("<li>{}<span>{}</span></li>").format(BOX, text)


def _beside(options: Sequence[str], low: str = "", high: str = "") -> Markup:
    """Boxes side by side with their text below, and what the ends mean."""
    cells = Markup("").join(Markup("<span>{}<small>{}</small></span>").format(BOX, text) for text in options)
    ends = Markup('<p class="p-ends"><span>{}</span><span>{}</span></p>').format(low, high) if low or high else ""
    return Markup('<div class="p-scale">{}</div>{}').format(cells, ends)


def _slider(block: i.Slider, _numbered: dict[str, int], language: Language) -> Markup:
    steps = round((block.high - block.low) / block.step) if block.step else MOST
    if steps < MOST:
        shown = tuple(_value(block.low + n * block.step, language) for n in range(steps + 1))
        return _label(block.label) + _beside(shown, block.low_text, block.high_text)
    low, high = _value(block.low, language), _value(block.high, language)
    return _filled(block.label, ui("paper.between", language, low=low, high=high))


def _value(value: float, language: Language) -> str:
    """A value of a scale with its sign as people write it."""
    shown = number(abs(value), language, 0 if value == int(value) else 1)
    return f"−{shown}" if value < 0 else shown


def _filled(label: str, behind: str = "", hint: str = "") -> Markup:
    """A short line to write on behind its label."""
    asked = Markup('<p class="p-label">{}</p><p>{} {}</p>').format(label, SHORT, behind)
    return Markup('<div class="p-filled">{}</div>{}').format(asked, _label("", hint))


def _number(block: i.Number, _numbered: dict[str, int], _language: Language) -> Markup:
    return _filled(block.label, block.unit, block.hint)


def _text(block: i.TextField, _numbered: dict[str, int], _language: Language) -> Markup:
    if block.input_type != "text":
        return _filled(block.label, hint=block.hint)
    return _label(block.label, block.hint) + LINE * (1 if block.rows == 1 else block.rows + 1)


def _written(block: Any, _numbered: dict[str, int], _language: Language) -> Markup:
    """A control that this module does not know: its words, and room to write."""
    words = str(getattr(block, "label", "") or getattr(block, "prompt", ""))
    return _label(words) + LINE * 2


def _check(block: i.Check, _numbered: dict[str, int], _language: Language) -> Markup:
    return Markup('<ul class="p-ticks">{}</ul>').format(_tick(block.label))


def _silence(block: i.Silence, numbered: dict[str, int], language: Language) -> Markup:
    lines = Markup("").join(_tick(option.text) for option in block.fill_ins)
    held = _filled(block.prompt, ui("paper.seconds", language))
    second = Markup('<p class="p-label"><b>{}</b> {}</p><ul class="p-ticks">{}</ul>')
    slipped = ui("paper.slipped", language)
    return held + (second.format(numbered[block.pressed_item], slipped, lines) if lines else Markup(""))


def _grid(block: i.Grid, numbered: dict[str, int], _language: Language) -> Markup:
    boxes = Markup("<td>{}</td>").format(BOX) * len(block.columns)
    row = Markup('<tr><td class="p-n">{}</td><th scope="row">{}</th>{}</tr>')
    rows = Markup("").join(row.format(numbered[one.item], one.text, boxes) for one in block.rows)
    return _label(block.label) + _columned([column.text for column in block.columns], rows)


def _rows(block: Any, numbered: dict[str, int], _language: Language) -> Markup:
    """A value to write down for each of several things: stones over interests."""
    row = Markup('<tr><td class="p-n">{}</td><th scope="row">{}</th><td>{}</td></tr>')
    rows = Markup("").join(row.format(numbered[one.item], one.text, SHORT) for one in rows_of(block))
    return _label(getattr(block, "label", "")) + Markup('<table class="p-grid"><tbody>{}</tbody></table>').format(rows)


def _order(block: i.Order, _numbered: dict[str, int], language: Language) -> Markup:
    """The steps as they are handed out, each with room for its place."""
    rows = Markup("").join(Markup("<li>{} {}</li>").format(SHORT, _with_more(row)) for row in block.rows)
    hint = ui("paper.order", language, n=len(block.rows))
    ends = " · ".join(end for end in (block.top, block.bottom) if end)
    return _label(block.label, hint) + _label("", ends) + Markup('<ul class="p-order">{}</ul>').format(rows)


def _with_more(row: i.Movable) -> str:
    return f"{row.text}: {row.more}" if row.more else row.text


_DRAWN: dict[type[b.Block], Callable[[Any, dict[str, int], Language], Markup]] = {
    i.Choice: _choice,
    i.Slider: _slider,
    i.Number: _number,
    i.TextField: _text,
    i.Check: _check,
    i.Silence: _silence,
    i.Grid: _grid,
    i.Order: _order,
}
