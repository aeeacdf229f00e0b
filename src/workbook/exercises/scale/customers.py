"""The customers' version of a scale: the same subscales, as a customer would see them. Read only, to take along."""

from collections.abc import Sequence

from pydantic import Field
from pydantic_core import PydanticCustomError

from workbook.content.models import Cited, Id, Scale
from workbook.content.text import Model, Text
from workbook.view.blocks import Block, Details, Listing, Prose
from workbook.view.context import Context


class CustomerStatement(Cited):
    """One statement as a customer would answer it, about you; `reversed` as for your own statements."""

    id: Id
    subscale: Id
    text: Text
    reversed: bool = False


class Customers(Model):
    """What a customer is asked: an opening, and statements that mirror the subscales."""

    intro: Text
    items: tuple[CustomerStatement, ...] = Field(min_length=2)


def check_customers(customers: Customers, subscales: Sequence[str]) -> None:
    """Every statement belongs to a subscale, and every subscale has one."""
    for statement in customers.items:
        if statement.subscale not in subscales:
            values = {"id": statement.id, "subscale": statement.subscale, "choices": ", ".join(sorted(subscales))}
            raise PydanticCustomError("scale-subscale", "no subscale {subscale}", values)
    for empty in sorted(set(subscales) - {statement.subscale for statement in customers.items}):
        raise PydanticCustomError("scale-empty", "no items for {id}", {"id": empty})


def customers_version(customers: Customers, scale: Scale, context: Context) -> Block:
    """The statements behind one tap, with the answers that a customer can give."""
    answers = " · ".join(context.text(point.text) for point in scale.points)
    blocks: list[Block] = [
        Prose(context.text(customers.intro)),
        Listing(tuple(context.text(statement.text) for statement in customers.items), ordered=True),
        Prose(context.ui("scale.customers.answers", answers=answers), "note"),
    ]
    if any(statement.own for statement in customers.items):
        blocks.append(Prose(context.ui("own"), "note"))
    return Details(context.ui("scale.customers"), tuple(blocks))
