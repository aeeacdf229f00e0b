"""What an author can get wrong about sectors: each mistake is named with its line."""

from tests.content.author import GOOD

WORDS = 'title: {nl: "Thema", en: "Theme", by_sector: {social: {nl: "Anders", en: "Otherwise"}}}'


def test_words_for_a_sector_that_the_theme_does_not_list_are_refused(author):
    author.write(GOOD.replace('title: {nl: "Thema", en: "Theme"}', WORDS, 1))
    (said,) = author.sentences("en")
    assert "thema.yaml:4: The sector 'social' does not belong here." in said
    author.write(
        GOOD.replace('title: {nl: "Thema", en: "Theme"}', WORDS, 1).replace("[business]", "[business, social]")
    )
    assert author.sentences("nl") == []


def test_an_exercise_for_a_sector_that_the_theme_does_not_list_is_refused(author):
    author.write(GOOD.replace("        code: A1\n", "        code: A1\n        sectors: [retail]\n"))
    said = author.sentences("nl")
    assert any("De sector 'retail' hoort hier niet" in one for one in said)
    assert any("De sector 'business' hoort hier niet" in one for one in said)  # it would have no exercise


def test_words_within_words_are_refused(author):
    nested = WORDS.replace('en: "Otherwise"', 'en: "Otherwise", by_sector: {social: "x"}')
    author.write(
        GOOD.replace('title: {nl: "Thema", en: "Theme"}', nested, 1).replace("[business]", "[business, social]")
    )
    (said,) = author.sentences("en")
    assert "there is a 'by_sector' inside 'by_sector'" in said


def test_a_sector_that_does_not_exist_is_refused(author):
    author.write(GOOD.replace('title: {nl: "Thema", en: "Theme"}', WORDS.replace("social", "zorg"), 1))
    assert author.problems()
