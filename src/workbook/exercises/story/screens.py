"""The screens of a story: one moment at a time; after the commit its consequence, then on."""

from workbook.content.answers import DONE
from workbook.exercises.story import Node, Story
from workbook.exercises.story.path import Path, follow
from workbook.exercises.story.result import result_screen
from workbook.view.blocks import Block, FeedbackNote, Progress, Prose, Scene
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Choice, Choosable


@render.register
def _render(exercise: Story, context: Context) -> tuple[Block, ...]:
    path = follow(exercise, context.answers)
    if context.done() and path.ending is not None:
        return result_screen(exercise, path, context)
    past = path.step(context.at)
    if past is None and path.steps and (not context.at or path.ending is not None):
        past = path.steps[-1]
    node = past.node if past else exercise.by_id[path.at]
    return _moment(exercise, node, path, context)


def _moment(exercise: Story, node: Node, path: Path, context: Context) -> tuple[Block, ...]:
    past = path.step(node.id)
    held = past.held if past else path.held
    place = [chapter.id for chapter in exercise.chapters].index(node.chapter)
    of = len(exercise.chapters)
    chapter = context.text(exercise.chapters[place].text)
    said = [context.text(node.text), *(context.text(a.text) for a in node.asides if a.when in held)]
    head: tuple[Block, ...] = (
        Progress(place + 1, of, context.ui("story.progress", n=place + 1, of=of, chapter=chapter)),
        Scene(context.text(node.title), "\n\n".join(said), folded=past is not None),
    )
    if past is None:
        moves = tuple(Choosable(move.id, context.text(move.text)) for move in node.offered(held))
        choice = Choice(node.choice, context.ui("story.choose"), moves, context.answers.get(node.choice))
        return (*head, choice, context.commit(context.ui("story.commit"), (node.choice,), node.id))
    own = Prose(context.ui("story.own", text=context.text(past.move.text)), "label")
    told: Block = Prose(context.ui("waiting.feedback"), "note")
    if context.feedback:
        told = FeedbackNote(context.text(past.move.feedback), context.ui("story.then"), "neutral", past.move.own)
    return (*head, own, told, _onward(path, node, context))


def _onward(path: Path, node: Node, context: Context) -> Block:
    """To the moment that this choice led to; from the last one to how it turned out."""
    names = [step.node.id for step in path.steps]
    after = [*names, path.at][names.index(node.id) + 1]
    if path.ending is not None and after == path.ending.id:
        return Button(context.ui("story.ending"), DONE)
    return Button(context.ui("story.next"), "_at", after)
