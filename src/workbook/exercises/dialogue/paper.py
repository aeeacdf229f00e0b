"""A dialogue on paper: every turn, with behind each line the turn that it leads to; then the endings."""

from string import ascii_uppercase

from workbook.content.text import Language
from workbook.exercises.dialogue import OWN_LINE, Dialogue
from workbook.exercises.dialogue.lines import Node
from workbook.exercises.dialogue.replay import quoted, says
from workbook.scoring import Respondent
from workbook.view.blocks import Block, Heading, Prose, Scene
from workbook.view.context import Context
from workbook.view.inputs import Choice, Choosable, Silence, TextField
from workbook.view.paper import PLAYER, in_a_room, on_paper


@on_paper.register
def _on_paper(exercise: Dialogue, language: Language, player: Respondent = PLAYER) -> tuple[Block, ...]:
    context = in_a_room(language)
    places = _places(exercise, context)
    return (
        Scene(context.ui("dialogue.scene"), context.text(exercise.said(exercise.scene))),
        Prose(context.ui("dialogue.paper"), "lead"),
        *(block for node in exercise.nodes for block in _turn(exercise, node, places, context)),
        *(block for ending in exercise.endings for block in _ending(exercise, ending.id, places, context)),
        TextField(OWN_LINE, context.ui("dialogue.own"), "", 2, 200),
    )


def _places(exercise: Dialogue, context: Context) -> dict[str, str]:
    """What every turn and every ending is called on paper: 'Beurt 1' … and 'Einde A' …"""
    turns = {node.id: context.ui("dialogue.turn", n=n) for n, node in enumerate(exercise.nodes, 1)}
    named = zip(exercise.endings, ascii_uppercase, strict=False)
    return turns | {ending.id: context.ui("dialogue.paper.end", letter=letter) for ending, letter in named}


def _turn(exercise: Dialogue, node: Node, places: dict[str, str], context: Context) -> tuple[Block, ...]:
    lines = tuple(
        Choosable(option.id, f"{says(exercise, option, context)} → {places[option.next]}") for option in node.options
    )
    return (
        Heading(places[node.id]),
        Prose(f"{context.ui('dialogue.says', client=exercise.names.client)} {says(exercise, node, context)}", "quote"),
        Prose(context.ui("dialogue.aloud"), "note"),
        Choice(f"{node.id}.choice", context.ui("dialogue.choose"), lines),
        *_silence(exercise, node, context),
    )


def _silence(exercise: Dialogue, node: Node, context: Context) -> tuple[Block, ...]:
    """Somebody else counts; asked at every turn that can have a silence, whatever line was chosen."""
    step = exercise.silence
    if step is None or not any(option.silence for option in node.options):
        return ()
    tempting = zip(step.fill_in_ids, step.fill_ins, strict=True)
    fill_ins = tuple(Choosable(name, quoted(context.text(exercise.said(text)))) for name, text in tempting)
    asked = context.ui("dialogue.paper.silence")
    return (Silence(f"{node.id}.silence", f"{node.id}.fill-in", asked, "", "", "", fill_ins),)


def _ending(exercise: Dialogue, name: str, places: dict[str, str], context: Context) -> tuple[Block, ...]:
    ending = next(ending for ending in exercise.endings if ending.id == name)
    return (Heading(places[name]), Prose(context.text(exercise.said(ending.text))))
