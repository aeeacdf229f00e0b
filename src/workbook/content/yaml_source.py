"""YAML as an author writes it: every scalar stays text, every value knows its line.

Anchors, tags and duplicate keys are refused: they hide what a reader sees, and aliases can blow up in memory.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Location = tuple[str | int, ...]
# libyaml's parser where PyYAML was built with it: ten times as fast, and all content is read at each start.
_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 2_000_000
MAX_DEPTH = 40


class SourceError(Exception):
    """A YAML file that cannot be read; `line` counts from 1 and `key` names the message in the interface texts."""

    def __init__(self, key: str, line: int = 1, **values: object) -> None:
        super().__init__(key)
        self.key, self.line, self.values = key, line, values


@dataclass(frozen=True)
class Source:
    """A parsed file: plain dicts, lists and strings, and the line on which each of them starts."""

    path: Path
    value: Any
    lines: dict[Location, int]

    def line_of(self, location: Location) -> int:
        """The line of the deepest known part of `location`; steps that are not in the file (union tags) are skipped."""
        found: Location = ()
        for step in location:
            if (*found, step) in self.lines:
                found = (*found, step)
        return self.lines.get(found, 1)


def read(path: Path) -> Source:
    """Read one YAML file.

    Raises SourceError when it is missing, too big, not UTF-8, not YAML, or uses what we do not allow.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError("yaml.unreadable", reason=error.strerror) from None
    return parse(raw, path)


def parse(raw: bytes, path: Path) -> Source:
    """Parse the bytes of a YAML file; `path` only serves messages. Raises SourceError."""
    if len(raw) > MAX_BYTES:
        raise SourceError("yaml.too-big", limit=MAX_BYTES // 1000)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError("yaml.not-utf8", raw[: error.start].count(b"\n") + 1) from None
    _refuse_aliases_and_depth(text)
    try:
        node = yaml.compose(text, Loader=_FAST)
    except yaml.YAMLError:
        raise _explained(text) from None
    except RecursionError:
        raise SourceError("yaml.too-deep") from None
    if node is None:
        raise SourceError("yaml.empty")
    lines: dict[Location, int] = {}
    return Source(path, _plain(node, (), lines), lines)


def _explained(text: str) -> SourceError:
    """What is wrong with it, in the words of PyYAML's own parser: its messages say more than libyaml's."""
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return _syntax_error(error, text)
    return SourceError("yaml.syntax", problem="libyaml does not read it")


def _syntax_error(error: yaml.YAMLError, text: str) -> SourceError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    line = mark.line + 1 if mark else 1
    written = text.split("\n")[line - 1] if mark and line <= text.count("\n") + 1 else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return SourceError("yaml.tab", line)
    return SourceError("yaml.syntax", line, problem=problem)


def _refuse_aliases_and_depth(text: str) -> None:
    """Looks at the stream before anything is built of it: depth alone can keep a parser busy for minutes."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_FAST):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise SourceError("yaml.alias", line)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise SourceError("yaml.too-deep", line)
    except yaml.YAMLError:
        raise _explained(text) from None


def _plain(node: yaml.Node, location: Location, lines: dict[Location, int]) -> Any:
    line = _line(node)
    if len(location) > MAX_DEPTH:
        raise SourceError("yaml.too-deep", line)
    lines.setdefault(location, line)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, line)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*location, index), lines) for index, child in enumerate(node.value)]
    return _mapping(node, location, lines)


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 1


def _scalar(node: yaml.ScalarNode, line: int) -> str | None:
    if node.tag.startswith("!") or node.tag.startswith("tag:yaml.org,2002:python"):
        raise SourceError("yaml.tag", line, tag=node.tag)
    return None if node.value == "" and not node.style else str(node.value)


def _mapping(node: yaml.Node, location: Location, lines: dict[Location, int]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            raise SourceError("yaml.key", line)
        key = str(key_node.value)
        if key in result:
            raise SourceError("yaml.duplicate", line, name=key)
        lines[(*location, key)] = line
        result[key] = _plain(value_node, (*location, key), lines)
    return result
