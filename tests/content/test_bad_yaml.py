"""What an author reads when something is wrong: where it is, what it is, what to write."""

from pathlib import Path

import pytest

from tests.content.author import GOOD
from workbook.content.loading import walk
from workbook.content.text import Text

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
HERE = "data/themes/thema.yaml"


def changed(old: str, new: str) -> str:
    """The good theme with one thing changed."""
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_good_theme_loads_without_a_problem(author):
    assert author.problems() == ()
    assert list(author.load().themes) == ["thema"]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_outcome(path, author):
    """Each file in `bad/` is named by its outcome and says in its head where and what the author reads."""
    text = path.read_text("utf-8")
    line, dutch, english = (said.partition(": ")[2] for said in text.splitlines()[:3])
    author.write(text)
    problems = author.problems()
    assert len(problems) == 1, problems
    assert problems[0].sentence("nl").startswith(f"{HERE}:{line}: {dutch}")
    assert problems[0].sentence("en").startswith(f"{HERE}:{line}: {english}")


def test_an_alias_is_refused(author):
    author.write(changed('aim: {nl: "Doel", en: "Aim"}', "aim: *title"))
    assert author.sentences("nl")[0].startswith(f"{HERE}:5: ")


def test_many_aliases_are_refused_before_they_grow(author):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    author.write(bomb)
    assert author.sentences("nl") == [
        f"{HERE}:1: Ankers en verwijzingen (& en *) mogen hier niet. Schrijf de tekst uit."
    ]


@pytest.mark.parametrize(
    "word", ["Nee", "no", "No", "off", "on", "yes", "007", "1.50", "null", "~", "2026-03-14", "1e3"]
)
def test_a_word_that_yaml_reads_as_something_else_stays_text(word, author):
    author.write(changed('"Doel"', word))
    assert author.load().themes["thema"].aim == Text(nl=word, en="Aim")


def test_a_plain_text_counts_for_both_languages(author):
    author.write(changed('{nl: "Doel", en: "Aim"}', "Know-Like-Trust"))
    assert author.load().themes["thema"].aim == Text(nl="Know-Like-Trust", en="Know-Like-Trust")


def test_a_tag_runs_no_code(author, tmp_path):
    victim = tmp_path / "made-by-yaml"
    author.write(changed('"Doel"', f"!!python/object/apply:os.mkdir ['{victim}']"))
    assert len(author.problems()) == 1
    assert not victim.exists()


def test_one_exercise_in_two_themes_is_refused(author):
    other = GOOD.replace("id: thema", "id: zwei").replace("order: 1", "order: 2")
    author.write(other.replace("letter: A", "letter: B").replace("code: A1", "code: B1"), "themes/zwei.yaml")
    assert author.sentences("nl") == [
        "data/themes/zwei.yaml:13: 'id: blad' staat al in data/themes/thema.yaml:13. Kies hier iets anders."
    ]
    assert author.sentences("en") == [
        "data/themes/zwei.yaml:13: 'id: blad' is already in data/themes/thema.yaml:13. Choose something else here."
    ]


def test_a_theme_is_called_like_its_file(author):
    author.write(changed("id: thema", "id: thema-een"))
    said = f"{HERE}:1: Het id van dit thema moet hetzelfde zijn als de bestandsnaam: 'thema'."
    assert author.sentences("nl") == [said]


SCALE_EXERCISE = """\
        type: scale
        title: {nl: "Spiegel", en: "Mirror"}
        goal: {nl: "Je kijkt.", en: "You look."}
        minutes: 5
        own: true
        intro: {nl: "Vul in.", en: "Fill in."}
        discussion: {nl: "Wat viel op?", en: "What stood out?"}
        scale: agree-9
"""


def test_an_unknown_scale_lists_the_scales(author):
    first, _, rest = GOOD.partition("        type: planner")
    text = first + SCALE_EXERCISE + rest[rest.index("tomorrow:") :]
    author.write(text)
    line = line_of(text, "scale: agree-9")
    said = "De schaal 'agree-9' bestaat niet. Kies uit: agree-5, count-5, frequency-5."
    assert f"{HERE}:{line}: {said}" in author.sentences("nl")
    assert (
        f"{HERE}:{line}: There is no scale 'agree-9'. Choose from: agree-5, count-5, frequency-5."
        in author.sentences("en")
    )


def test_a_bad_scale_file_is_named(author):
    author.write(
        'id: eigen\nlow: {nl: "nooit", en: "never"}\nhigh: {nl: "altijd", en: "always"}\npoints: []\n',
        "scales/eigen.yaml",
    )
    assert author.sentences("nl") == ["data/scales/eigen.yaml:4: 'points' is te kort: minstens 2 nodig, er zijn er 0."]


def test_too_deep_a_nesting_is_refused(author):
    author.write("a: " + "[" * 60 + "]" * 60)
    assert author.sentences("nl") == [f"{HERE}:1: Dit is te diep genest. Spring minder ver in."]
    author.write("[" * 100_000)
    assert len(author.problems()) == 1


def test_a_file_that_is_not_utf8_names_the_line(author):
    author.write(GOOD.encode().replace(b'"Inleiding"', b'"Inleiding \xe9\xe9n"'))
    said = "Hier staat een teken dat geen UTF-8 is. Bewaar het bestand opnieuw als UTF-8."
    assert author.sentences("nl") == [f"{HERE}:6: {said}"]
    assert author.sentences("en")[0].startswith(f"{HERE}:6: There is a character here that is not UTF-8.")


def test_an_empty_file_points_to_the_manual(author):
    author.write("# nog niets\n")
    assert author.sentences("nl") == [f"{HERE}:1: Dit bestand is leeg. Begin met een voorbeeld uit data/README.md."]


def test_a_file_that_is_too_big_is_not_parsed(author):
    author.write("# x\n" * 600_000)
    assert author.sentences("nl") == [f"{HERE}:1: Dit bestand is groter dan 2000 kB. Maak er twee van."]


def test_a_missing_sources_file_is_a_problem_not_a_traceback(author):
    sources = author.data / "sources.yaml"
    kept = sources.read_bytes()
    sources.unlink()
    try:
        sentences = author.sentences("nl")
    finally:
        sources.write_bytes(kept)
    assert sentences == [
        "data/sources.yaml:1: Dit bestand kan niet gelezen worden (No such file or directory). "
        "Kijk of het er staat en of je het mag openen."
    ]


def test_every_problem_of_every_file_is_told_at_once(author):
    text = changed('"Doel"', '""').replace("minutes: 5", "minutes: 0").replace("kind: text", "kind: tekst")
    author.write(text)
    author.write(
        GOOD.replace("id: thema", "id: ander").replace("id: blad", "id: ander-blad") + "extra: 1\n", "themes/ander.yaml"
    )
    places = [sentence.split(": ")[0] for sentence in author.sentences("nl")]
    assert places == ["data/themes/ander.yaml:28", f"{HERE}:5", f"{HERE}:18", f"{HERE}:24"]


def test_every_model_knows_its_line(author):
    """`walk` gives each model's place in the YAML, by which later checks say where they mean."""
    theme = author.load().themes["thema"]
    places = {location for location, _ in walk(theme)}
    assert ("sections", 0, "exercises", 0, "complete") in places
    assert ("tomorrow", "examples", 0) in places
