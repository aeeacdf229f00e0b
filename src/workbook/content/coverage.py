"""Which ideas of the articles no exercise teaches yet."""

from workbook.content.loading import Content, walk
from workbook.content.models import Cited, Idea


def cited_ideas(content: Content) -> set[str]:
    """The ids of all ideas that some exercise, option or note cites."""
    return {
        idea
        for theme in content.themes.values()
        for _, model in walk(theme)
        if isinstance(model, Cited)
        for idea in model.sources
    }


def uncovered(content: Content) -> list[Idea]:
    """The teachable ideas that nothing cites; anecdotes force no exercise."""
    cited = cited_ideas(content)
    return [idea for idea in content.ideas().values() if idea.kind == "idea" and idea.id not in cited]
