"""Session files: what is right becomes settings, what is wrong is said with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from workbook.content.problems import ContentError
from workbook.facilitate.session_file import checked_settings, read_session_file, slug_of
from workbook.player.parameters import BadParameters
from workbook.player.shaping import shaped_for
from workbook.store.sessions import Session, SessionSettings

WRONG = {
    "no title": ("client: X", [(1, "Het veld 'title' ontbreekt")]),
    "a list": ("- title", [(1, "bestaat uit velden")]),
    "not YAML": ("title: [", [(2, "geen geldige YAML")]),
    "an unknown field": ("title: X\nkleur: rood", [(2, "Het veld 'kleur' bestaat hier niet")]),
    "an unknown theme": ("title: X\nthemes:\n  - anti-verkopen\n  - boten", [(4, "Het thema 'boten' bestaat niet")]),
    "a theme twice": ("title: X\nthemes: [anti-verkopen, anti-verkopen]", [(2, "staat er twee keer")]),
    "a theme that is no list": ("title: X\nthemes: anti-verkopen", [(2, "'themes' moet een lijst zijn")]),
    "a sector without texts": (
        "title: X\nsector: retail\nthemes: [anti-verkopen, hoteltraining]",
        [(2, "Voor de sector 'retail' zijn er geen teksten in: anti-verkopen")],
    ),
    "a sector that does not exist": ("title: X\nsector: zorg", [(2, "Kies uit: 'business', 'advice', 'retail'")]),
    "too small a group": ("title: X\nmin_group: 4", [(2, "'min_group' moet minstens 5 zijn, niet 4")]),
    "an exercise that does not exist": ("title: X\noptions:\n  x9:\n    a: 1", [(3, "De oefening 'x9' bestaat niet")]),
    "an exercise of another theme": (
        "title: X\nthemes: [anti-verkopen]\noptions:\n  c1-rolkiezer:\n    scenes: [controle]",
        [(4, "hoort bij het thema 'op-stap-met-de-baas'")],
    ),
    "an unknown option": ("title: X\noptions:\n  c1-rolkiezer:\n    tempo: 3", [(4, "heeft geen instelling 'tempo'")]),
    "an option that names what is not there": (
        "title: X\noptions:\n  c1-rolkiezer:\n    scenes: [controle, boot]",
        [(4, "noemt 'boot', en dat heeft deze oefening niet. Kies uit: ")],
    ),
    "an option of the wrong kind": (
        "title: X\noptions:\n  c1-rolkiezer:\n    scenes: controle",
        [(4, "'scenes' moet een lijst zijn")],
    ),
    "a case for an exercise without one": (
        'title: X\ncases:\n  c1-rolkiezer:\n    "1": Hoi',
        [(3, "'c1-rolkiezer' heeft geen verhaal dat je kunt vervangen. Dat kan wel bij: a1-intake")],
    ),
    "a case with a gap": ('title: X\ncases:\n  a1-intake:\n    "2": Hoi', [(3, "zonder gaten")]),
    "a case in one language": (
        'title: X\ncases:\n  a1-intake:\n    "1":\n      nl: Hoi',
        [(4, "Het veld 'en' ontbreekt")],
    ),
    "several at once": (
        "title: X\nmin_group: veel\nthemes: [boten]\nkleur: rood",
        [(2, "heel getal"), (3, "boten"), (4, "kleur")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_line(text, expected, tmp_path):
    file = tmp_path / "session.yaml"
    file.write_text(text + "\n", "utf-8")
    with pytest.raises(ContentError) as wrong:
        read_session_file(file)
    sentences = str(wrong.value).splitlines()
    assert len(sentences) == len(expected)
    for said, (line, fragment) in zip(sentences, expected, strict=True):
        assert said.startswith(f"{file}:{line}: ")
        assert fragment in said


def test_a_missing_file_is_said_in_one_sentence(tmp_path):
    with pytest.raises(ContentError, match="kan niet gelezen worden"):
        read_session_file(tmp_path / "weg.yaml")


def test_values_from_the_command_line_are_refused_without_a_place():
    with pytest.raises(BadParameters) as wrong:
        checked_settings({"title": "X", "themes": ["boten"], "programme": "week"})
    assert [said.split(":")[0] for said in wrong.value.sentences] == [
        "'week' kan hier niet bij 'programme'. Kies uit",
        "Het thema 'boten' bestaat niet. Kies uit",
    ]


def test_the_reader_s_language_is_used(monkeypatch):
    monkeypatch.setenv("WORKBOOK_LANGUAGE", "en")
    with pytest.raises(BadParameters, match="There is no theme 'boten'"):
        checked_settings({"title": "X", "themes": ["boten"]})


def test_only_a_title_gives_all_themes_and_a_slug(content):
    made = checked_settings({"title": "Eerlijk verkopen bij Café ’t Hoekje!"})
    assert made.themes == tuple(content.themes)
    assert made.slug == "eerlijk-verkopen-bij-cafe-t-hoekje"


def test_empty_fields_count_as_left_out(tmp_path):
    file = tmp_path / "session.yaml"
    file.write_text("title: X\noptions:\ncases:\nslug:\n")
    assert read_session_file(file).slug == "x"


def test_options_are_kept_as_their_type_reads_them(tmp_path):
    file = tmp_path / "session.yaml"
    file.write_text("title: X\noptions:\n  d4-overdrachtsgesprek:\n    silence: 'false'\n    silence_goal: '5'\n")
    assert read_session_file(file).options == {"d4-overdrachtsgesprek": {"silence": False, "silence_goal": 5}}


def test_the_example_replaces_the_case_of_a1_and_chooses_scenes(content):
    made = read_session_file(ROOT / "examples" / "session.yaml")
    session = Session("id", "CODE22", made, 0, "", None, None)
    a1 = shaped_for(content.themes["anti-verkopen"], session).exercise("a1-intake")
    c1 = shaped_for(content.themes["op-stap-met-de-baas"], session).exercise("c1-rolkiezer")
    assert a1.case[0].nl.startswith("Een gemeente")
    assert [scene.id for scene in c1.scenes] == ["controle", "vastgelopen"]


@given(st.text(max_size=80))
def test_every_title_gives_a_slug_that_can_be_a_file_name(title):
    slug = slug_of(title)
    assert len(slug) <= 40
    SessionSettings(slug=slug, title="X", themes=("a",))
