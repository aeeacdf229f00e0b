"""The report: what a group showed, and nothing of anyone in it."""

import re

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facilitate.rooms import join, report_of, session_in
from workbook.content.answers import Refused, Words
from workbook.content.places import notebooks_dir
from workbook.facilitate import demo, registration, report_html
from workbook.facilitate.kernel import run
from workbook.facilitate.report import Report
from workbook.facilitate.report_html import write_report
from workbook.facilitate.trouble import Trouble
from workbook.player.parameters import BadParameters, checked
from workbook.scoring import simulate
from workbook.store import responses, sessions
from workbook.store.engine import in_memory
from workbook.view.blocks import Prose
from workbook.view.html import as_html

THEME = "anti-verkopen"  # A1 is sensitive, A3 is not
MARKER = "QZXJ"
ADDRESS = re.compile(
    r"""(?:src|href|action|url|@import|poster|data)\s*[=(]?\s*["'(]?\s*(?:https?:)?//""", re.IGNORECASE
)


def withheld(report, result):
    said = report._ui("facilitate.report.withheld", minimum=result.minimum)
    goal, question = (text.in_(report.language) for text in (result.exercise.goal, result.exercise.discussion))
    return (Prose(goal, "note"), Prose(said, "note"), Prose(question, "lead"))


@given(people=st.integers(0, 11), kind=st.sampled_from(["strong", "weak", "random"]), seed=st.integers(0, 1000))
@settings(max_examples=25)
def test_an_exercise_is_shown_from_its_minimum_on_and_held_back_below_it(content, people, kind, seed):
    report = report_of(content, people, kind, seed, themes=(THEME,))
    for result in report.results:
        minimum = 8 if result.exercise.sensitive else 5
        assert (result.group is not None) == (people >= minimum)
        assert people >= minimum or report.shown(result) == withheld(report, result)
    assert report.check().said == "nothing shown below the minimum"


@given(people=st.integers(0, 4), seeds=st.tuples(st.integers(0, 1000), st.integers(0, 1000)))
@settings(max_examples=5)
def test_the_report_of_a_small_room_is_the_same_whatever_they_answered(content, people, seeds):
    """Only the counts of joined, started and done can tell one small room from another."""
    strong, other = (
        report_of(content, people, kind, seed) for kind, seed in zip(("strong", "random"), seeds, strict=True)
    )
    assert strong.groups() == other.groups()
    assert strong.progress() == other.progress()


def test_between_five_and_eight_the_sensitive_exercises_stay_the_same_whatever_was_answered(content):
    one, other = (report_of(content, 7, kind) for kind in ("strong", "weak"))
    sensitive = [result.exercise.id for result in one.results if result.exercise.sensitive]
    assert sensitive
    for first, second in zip(one.results, other.results, strict=True):
        if first.exercise.sensitive:
            assert one.shown(first) == other.shown(second) == withheld(one, first)
        else:
            assert first.group is not None


def test_the_minimum_of_the_session_holds_even_when_the_notebook_asks_for_less(content):
    report = report_of(content, 9, min_group=10)
    assert report.min_group == 10
    assert all(result.group is None for result in report.results)


def test_people_who_did_not_finish_are_counted_and_not_shown(content):
    engine = in_memory()
    session = session_in(engine, content)
    join(engine, session, content, 4)
    join(engine, session, content, 5, themes=(THEME,))
    report = Report(checked({}), (engine, session))
    shown = {result.exercise.id for result in report.results if result.group}
    assert shown == {*(exercise.id for exercise in content.themes[THEME].exercises), f"{THEME}-plan"}
    assert "<dd>9</dd>" in report.progress().html
    assert all(result.progress.done in (4, 9) for result in report.results)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_that_anyone_typed_is_in_the_report(content, language, monkeypatch):
    typed = set()

    def with_markers(exercise, respondent):
        answers = simulate(exercise, respondent)
        for item, kind in exercise.items().items():
            if isinstance(kind, Words):
                try:
                    exercise.check(item, MARKER[: kind.longest], answers)
                except Refused:
                    continue
                typed.add(exercise.id)
                answers = {item: MARKER[: kind.longest], **{i: v for i, v in answers.items() if i != item}}
        return answers

    monkeypatch.setattr(demo, "simulate", with_markers)
    report = report_of(content, 12, language=language)
    html = "".join(part.html for part in (report.about(), report.progress(), report.groups(), report.sources()))
    worded = {r.exercise.id for r in report.results if any(isinstance(k, Words) for k in r.exercise.items().values())}
    assert typed == worded
    assert all(result.group for result in report.results)
    assert MARKER not in html


def test_no_pseudonym_no_join_code_and_no_id_is_in_the_report(content):
    engine = in_memory()
    session = session_in(engine, content)
    people = join(engine, session, content, 8)
    report = Report(checked({}), (engine, session))
    html = "".join(part.html for part in (report.about(), report.progress(), report.groups(), report.sources()))
    names = [sessions.pseudonym_of(engine, session.id, person) for person in people]
    assert all(names)
    assert not [told for told in (*names, *people, session.code, session.id) if told in html]


def test_after_somebody_was_erased_a_group_at_its_minimum_is_held_back(content):
    engine = in_memory()
    session = session_in(engine, content, themes=(THEME,))
    people = join(engine, session, content, 8)
    assert all(result.group for result in Report(checked({}), (engine, session)).results)
    responses.erase(engine, people[0])
    assert not [r.exercise.id for r in Report(checked({}), (engine, session)).results if r.group]


@pytest.mark.parametrize("people", [4, 24])
def test_every_exercise_has_its_goal_and_once_its_question_and_no_code(content, people):
    report = report_of(content, people)
    assert {result.exercise.id for result in report.results if result.group} == (
        {result.exercise.id for result in report.results} if people == 24 else set()
    )
    html = report.groups().html.striptags()
    for result in report.results:
        if not result.exercise.id.endswith("-plan"):
            texts = [block.text for block in report.shown(result) if isinstance(block, Prose)]
            assert texts[0] == result.exercise.goal.nl
            assert texts.count(result.exercise.discussion.nl) == 1
        assert f"{result.exercise.code} {result.exercise.title.nl}" not in html + report.progress().html


def test_the_plans_of_all_themes_are_one_sentence(content):
    themes = (THEME, "overdragen")
    [_, told] = report_of(content, 6, themes=themes).plans()
    assert told.text == "Een plan voor morgen maakten: 6 mensen bij Anti-verkopen; 6 mensen bij " + (
        f"{content.themes['overdragen'].title.nl}."
    )
    [_, held] = report_of(content, 4, themes=themes).plans()
    assert held.text.endswith("(minstens 5).")


def test_a_place_where_no_report_can_stand_is_refused_before_the_work(content, engine, tmp_path, monkeypatch):
    session = session_in(engine, content)
    monkeypatch.setattr(report_html, "run", lambda *_: pytest.fail("the notebook ran"))
    with pytest.raises(Trouble, match=r"De map .*/nope bestaat niet"):
        write_report(session, tmp_path / "nope" / "x.html")
    with pytest.raises(Trouble, match="is een map"):
        write_report(session, tmp_path)


def test_every_article_of_the_session_is_credited(content):
    html = report_of(content, 0, themes=(THEME,)).sources().html
    for source in content.themes[THEME].sources:
        assert as_html([Prose(content.articles[source].title)]).striptags() in html.striptags()


def test_a_report_of_nothing_says_what_to_fill_in():
    with pytest.raises(BadParameters, match="Vul in de parameters de naam van een sessie in"):
        Report(checked({}))


def test_a_report_of_an_unknown_session_says_so(engine):
    with pytest.raises(BadParameters, match="De sessie 'weg' bestaat niet"):
        Report(checked({"session": "weg"}))


def test_the_file_is_one_page_without_scripts_widgets_or_anything_to_fetch(content, engine, tmp_path, monkeypatch):
    """Also from another folder, with a kernel called python3 that belongs to somebody else."""
    other = tmp_path / "jupyter" / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text('{"argv": ["/bin/false"], "display_name": "x", "language": "python"}')
    (tmp_path / "workbook.py").write_text("raise SystemExit('the wrong module')")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("WORKBOOK_DATABASE_URL", "sqlite:///var/workbook.sqlite")
    monkeypatch.chdir(tmp_path)
    title = '<script>alert(1)</script> {{ 1 }} "&'
    session = session_in(registration.store(), content, title=title, client="<img src=//x.example onerror=alert(1)>")
    join(registration.store(), session, content, 9)
    html = write_report(session).read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 1 }}" in html
    assert "&lt;img src=//x.example" in html
    for forbidden in (
        "<script",
        "<img",
        "<iframe",
        "<link",
        "onclick",
        "vnd.jupyter.widget",
        "from workbook",
        session.code,
    ):
        assert forbidden not in html.lower()
    plain = re.sub(r"&lt;.*?&gt;", "", re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", html))
    assert not ADDRESS.search(plain)
    assert "9 mensen" in html
    assert (tmp_path / "var" / "reports" / "de-brug.html").exists()
    assert not list((tmp_path / "var" / "reports").glob(".*"))


def test_a_notebook_that_fails_leaves_the_earlier_report_as_it_was(content, engine, tmp_path, monkeypatch):
    session = session_in(engine, content)
    file = tmp_path / "verslag.html"
    file.write_text("het vorige")
    broken = tmp_path / "notebooks" / "facilitator"
    broken.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1/0")]), broken / "report.ipynb")
    monkeypatch.setattr(report_html, "notebooks_dir", lambda: tmp_path / "notebooks")
    with pytest.raises(Exception, match=r"Het verslag kon niet gemaakt worden \(ZeroDivisionError"):
        write_report(session, file)
    assert file.read_text() == "het vorige"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notebooks", "var", "verslag.html"]


@pytest.mark.parametrize("respondent", ["strong", "weak", "random"])
def test_the_notebook_reports_on_a_made_up_room(respondent):
    executed = run(notebooks_dir() / "facilitator" / "report.ipynb", {"respondent": respondent, "language": "en"})
    said = [
        o.data["text/plain"] for c in executed.cells for o in c.get("outputs", ()) if "text/plain" in o.get("data", {})
    ]
    assert said[-1] == "nothing shown below the minimum"
    assert "12 people" in str(executed)


def test_the_notebook_is_thin_and_its_checked_cell_has_an_output():
    cells = nbformat.read(notebooks_dir() / "facilitator" / "report.ipynb", 4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert cells[0].cell_type == "markdown"
    assert code[0].metadata.tags == ["parameters"]
    assert max(len(cell.source.splitlines()) for cell in code) <= 8
    checked_cells = [cell for cell in code if "nbval-check-output" in cell.metadata.get("tags", [])]
    assert checked_cells
    assert all(cell.execution_count and cell.outputs and "keep_output" in cell.metadata.tags for cell in checked_cells)
