"""Blocks as static HTML, for prints and reports. Everything is escaped; controls show the answer that was given."""

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from workbook.view import blocks as b
from workbook.view import inputs as i

_SYMBOLS = {"helps": "●", "depends": "◐", "harms": "✕", "neutral": ""}


def as_html(blocks: Iterable[b.Block], own: str = "") -> Markup:
    """These blocks as HTML; `own` is the label of our own additions. Buttons and other acts are left out."""
    return Markup("").join(_block(block, own) for block in blocks)


def _block(block: b.Block, own: str) -> Markup:
    draw = _DRAWN.get(type(block))
    return draw(block, own) if draw else Markup("")


def _paragraphs(text: str) -> Markup:
    parts = [part.split("\n") for part in text.split("\n\n") if part.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(Markup("<br>").join(map(escape, lines))) for lines in parts)


def _prose(block: b.Prose, _own: str) -> Markup:
    if block.role == "quote":
        return Markup('<blockquote class="wb-quote">{}</blockquote>').format(_paragraphs(block.text))
    if block.role == "code":
        return Markup('<p class="wb-code">{}</p>').format(block.text)
    return Markup('<div class="wb-prose is-{}">{}</div>').format(block.role, _paragraphs(block.text))


def _heading(block: b.Heading, _own: str) -> Markup:
    return Markup('<h{0} class="wb-heading">{1}</h{0}>').format(block.level, block.text)


def _scene(block: b.Scene, _own: str) -> Markup:
    return Markup('<section class="wb-scene"><h3>{}</h3>{}</section>').format(block.title, _paragraphs(block.text))


def _feedback(block: b.FeedbackNote, own: str) -> Markup:
    mark = _SYMBOLS[block.tone]
    title = Markup("<strong>{} {}</strong>").format(mark, block.title) if block.title else Markup("")
    label = Markup('<span class="wb-own">{}</span>').format(own) if block.own else Markup("")
    note = Markup('<div class="wb-feedback is-{}">{}{}{}</div>')
    return note.format(block.tone, title, _paragraphs(block.text), label)


def _chart(block: b.Chart, _own: str) -> Markup:
    drawing = Markup(block.svg)  # made by view.charts, which escapes every text in it  # noqa: S704
    figure = Markup(
        '<figure class="wb-chart"><figcaption><strong>{}</strong></figcaption>{}<p class="wb-twin">{}</p></figure>'
    )
    return figure.format(block.title, drawing, block.text)


def _table(block: b.Table, _own: str) -> Markup:
    cell, head = Markup("<td>{}</td>"), Markup('<th scope="row">{}</th>')
    rows = Markup("").join(
        Markup("<tr>{}{}</tr>").format(head.format(row[0]), Markup("").join(cell.format(c) for c in row[1:]))
        for row in block.rows
    )
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in block.head)
    top = Markup("<thead><tr>{}</tr></thead>").format(heads) if any(block.head) else Markup("")
    table = Markup('<table class="wb-table"><caption>{}</caption>{}<tbody>{}</tbody></table>')
    return table.format(block.caption, top, rows)


def _listing(block: b.Listing, _own: str) -> Markup:
    tag = "ol" if block.ordered else "ul"
    lines = Markup("").join(Markup("<li>{}</li>").format(line) for line in block.lines)
    return Markup('<{0} class="wb-list">{1}</{0}>').format(tag, lines)


def _links(block: b.Links, own: str) -> Markup:
    return _listing(b.Listing(tuple(label for label, _ in block.links)), own)


def _details(block: b.Details, own: str) -> Markup:
    return Markup("<div><h4>{}</h4>{}</div>").format(block.summary, as_html(block.blocks, own))


def _box(block: b.Box, own: str) -> Markup:
    inside = as_html(block.blocks, own)
    if not inside:
        return Markup("")
    title = Markup("<h3>{}</h3>").format(block.title) if block.title else Markup("")
    return Markup('<section class="wb-box is-{}">{}{}</section>').format(block.role, title, inside)


def _text(block: i.TextField, _own: str) -> Markup:
    return _answer(block.label, block.value) if block.value else Markup("")


def _choice(block: i.Choice, _own: str) -> Markup:
    chosen = next((option.text for option in block.options if option.value == block.value), "")
    return _answer(block.label, chosen) if chosen else Markup("")


def _order(block: i.Order, own: str) -> Markup:
    texts = {row.value: row.text for row in block.rows}
    lines = tuple(texts[name] for name in block.value.split(" ") if name in texts)
    return _answer(block.label, "") + _listing(b.Listing(lines, True), own) if lines else Markup("")


def _number(block: Any, _own: str) -> Markup:
    return _answer(block.label, f"{block.value}") if block.value is not None else Markup("")


def _answer(label: str, value: str) -> Markup:
    return Markup('<div class="wb-prose"><p><strong>{}</strong></p>{}</div>').format(label, _paragraphs(value))


def _figures(block: b.Figures, _own: str) -> Markup:
    pairs = Markup("").join(Markup("<div><dt>{1}</dt><dd>{0}</dd></div>").format(*pair) for pair in block.figures)
    return Markup('<dl class="wb-figures">{}</dl>').format(pairs)


_DRAWN: dict[type[b.Block], Callable[[Any, str], Markup]] = {
    b.Prose: _prose,
    b.Heading: _heading,
    b.Scene: _scene,
    b.FeedbackNote: _feedback,
    b.Chart: _chart,
    b.Table: _table,
    b.Listing: _listing,
    b.Links: _links,
    b.Details: _details,
    b.Box: _box,
    i.TextField: _text,
    i.Choice: _choice,
    i.Number: _number,
    i.Slider: _number,
    i.Order: _order,
    b.Figures: _figures,
}
