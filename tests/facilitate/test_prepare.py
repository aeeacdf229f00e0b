"""Prepare: the notebooks and the session, both or neither."""

import shutil

import nbformat
import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.facilitate.rooms import join
from workbook.cli import main
from workbook.facilitate import prepare as module
from workbook.facilitate.prepare import prepare
from workbook.facilitate.registration import by_slug, store
from workbook.facilitate.session_file import checked_settings, read_session_file
from workbook.facilitate.trouble import Trouble
from workbook.store import sessions
from workbook.store.engine import StoreUnavailable
from workbook.store.sessions import SlugTaken

EXAMPLE = ROOT / "examples" / "session.yaml"


def workbook(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def settings(**values):
    return checked_settings({"title": "De Brug", "themes": ["anti-verkopen"], **values})


def injected(folder, name):
    cells = nbformat.read(folder / name, 4).cells
    return next(cell.source for cell in cells if "injected-parameters" in cell.metadata.get("tags", []))


def test_the_example_gives_its_notebooks_and_a_code(home):
    done = workbook("prepare", EXAMPLE)
    assert done.exit_code == 0
    folder = home / "sessions" / "de-brug-advies"
    assert sorted(path.stem for path in folder.iterdir()) == [
        "00_start",
        "01_anti_verkopen",
        "03_op_stap_met_de_baas",
        "05_reflectiegesprek",
        "portfolio",
    ]
    session = by_slug(store(), "de-brug-advies")
    assert session.settings == read_session_file(EXAMPLE)
    assert f"{session.code[:3]} {session.code[3:]}" in done.output


def test_each_notebook_gets_the_settings_and_only_the_options_of_its_theme():
    folder = prepare(read_session_file(EXAMPLE)).folder
    boss = injected(folder, "03_op_stap_met_de_baas.ipynb")
    for line in ('session = "de-brug-advies"', 'mode = "workshop"', 'sector = "advice"', 'reveal = "by_trainer"'):
        assert line in boss
    assert 'options = {"c1-rolkiezer": {"scenes": ["controle", "vastgelopen"]}}' in boss
    assert "options = {}" in injected(folder, "01_anti_verkopen.ipynb")


def test_no_notebook_holds_the_code_a_key_an_output_or_a_path_of_this_machine(home):
    made = prepare(settings())
    for path in made.folder.iterdir():
        text = path.read_text("utf-8")
        assert not [told for told in (made.session.code, made.session.id, str(home), str(ROOT)) if told in text]
        assert not any(cell.get("outputs") for cell in nbformat.read(path, 4).cells)


def test_a_theme_without_a_notebook_of_its_own_gets_the_one_for_any_theme(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "notebooks" / "participant", tmp_path / "notebooks" / "participant")
    (tmp_path / "notebooks" / "participant" / "01_anti_verkopen.ipynb").unlink()
    monkeypatch.setattr(module, "notebooks_dir", lambda: tmp_path / "notebooks")
    made = prepare(settings())
    assert "theme_anti-verkopen.ipynb" in made.notebooks
    assert 'theme = "anti-verkopen"' in injected(made.folder, "theme_anti-verkopen.ipynb")


def test_texts_that_look_like_code_stay_texts():
    made = prepare(settings(title='"; import os; os.abort() #', client="{slug} </script>"))
    assert "os.abort" not in injected(made.folder, "01_anti_verkopen.ipynb")
    compile(injected(made.folder, "01_anti_verkopen.ipynb"), "cell", "exec")


def test_a_folder_with_braces_in_its_name_is_just_a_folder(tmp_path):
    made = prepare(settings(), tmp_path / "{client} map" / "{x")
    assert made.folder == tmp_path / "{client} map" / "{x"
    assert "01_anti_verkopen.ipynb" in [path.name for path in made.folder.iterdir()]


def test_a_wrong_session_file_leaves_no_file_and_no_row(home, tmp_path):
    file = tmp_path / "session.yaml"
    file.write_text("title: X\nthemes: [boten]\nsector: zee\n")
    done = workbook("prepare", file)
    assert done.exit_code == 1
    assert [line.split(": ")[0] for line in done.output.splitlines()] == [f"{file}:2", f"{file}:3"]
    assert not home.exists()


def test_a_name_that_is_taken_is_refused_and_nothing_changes(home):
    made = prepare(settings())
    before = {path: path.read_bytes() for path in made.folder.iterdir()}
    with pytest.raises(SlugTaken):
        prepare(settings(client="Iemand anders"))
    assert {path: path.read_bytes() for path in made.folder.iterdir()} == before
    assert by_slug(store(), "de-brug").settings.client == ""


def test_a_name_that_is_taken_says_how_to_write_the_notebooks_again(home):
    workbook("prepare", EXAMPLE)
    again = workbook("prepare", EXAMPLE)
    assert again.exit_code == 1
    assert f"workbook prepare {EXAMPLE} --again" in again.output
    assert "--slug" not in again.output
    assert workbook("prepare", EXAMPLE, "--again").exit_code == 0


def test_again_writes_the_notebooks_anew_and_keeps_the_code(home):
    made = prepare(settings(themes=["anti-verkopen", "overdragen"]))
    (made.folder / "aantekeningen.txt").write_text("van mij")
    again = prepare(settings(title="De Brug II", slug="de-brug", language="en"), again=True)
    assert again.session.code == made.session.code
    assert again.session.settings.title == "De Brug II"
    assert 'language = "en"' in injected(again.folder, "01_anti_verkopen.ipynb")
    assert sorted(path.name for path in again.folder.iterdir()) == [
        "00_start.ipynb",
        "01_anti_verkopen.ipynb",
        "aantekeningen.txt",
        "portfolio.ipynb",
    ]


def test_again_changes_nothing_that_people_have_answered_under(content, monkeypatch):
    made = prepare(settings())
    join(store(), made.session, content, 1)
    before = {path: path.read_bytes() for path in made.folder.iterdir()}
    with monkeypatch.context() as patched:
        patched.setattr(module, "_write", lambda *_: pytest.fail("it began before it checked"))
        with pytest.raises(Trouble, match="al geantwoord, en in het bestand is veranderd: min_group"):
            prepare(settings(min_group=9), again=True)
    assert {path: path.read_bytes() for path in made.folder.iterdir()} == before
    assert prepare(settings(), again=True).session.settings == made.session.settings


def test_again_without_a_session_says_so(home):
    with pytest.raises(Trouble, match="nog geen sessie 'de-brug'"):
        prepare(settings(), again=True)
    assert not (home / "sessions").exists()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "klant").mkdir()
    (tmp_path / "klant" / "offerte.txt").write_text("x")
    with pytest.raises(Trouble, match="staat al iets anders"):
        prepare(settings(), tmp_path / "klant")
    assert [path.name for path in (tmp_path / "klant").iterdir()] == ["offerte.txt"]
    assert sessions.all_sessions(store()) == []


def test_a_registration_that_fails_takes_the_notebooks_with_it(home, monkeypatch):
    def unavailable(*_):
        raise StoreUnavailable("store.write")

    monkeypatch.setattr(sessions, "create", unavailable)
    with pytest.raises(StoreUnavailable):
        prepare(settings())
    assert list((home / "sessions").iterdir()) == []


def test_a_notebook_that_cannot_be_written_leaves_no_folder_and_no_row(home, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.nbformat, "write", full)
    done = workbook("prepare", EXAMPLE)
    assert done.exit_code == 1
    assert "kan niet geschreven worden (No space left on device)" in done.output
    assert list((home / "sessions").iterdir()) == []
    assert sessions.all_sessions(store()) == []


def test_what_an_attempt_that_was_cut_off_left_behind_is_written_over(home):
    made = prepare(settings(), home / "elders")
    shutil.copytree(made.folder, home / "sessions" / "de-brug-2")
    for path in (home / "sessions" / "de-brug-2").iterdir():
        path.write_text(path.read_text().replace('"session": "de-brug"', '"session": "de-brug-2"'))
    assert prepare(settings(slug="de-brug-2")).session.settings.slug == "de-brug-2"
