"""What pages say and keep is tested here, not how charts look: drawing them takes most of the time of a screen."""

import pytest

from workbook.view import charts


@pytest.fixture(autouse=True)
def words_only(request):
    """Charts with their title and text, without a picture; a test marked `drawn` gets them whole."""
    if request.node.get_closest_marker("drawn"):
        yield
        return
    with charts.words_only():
        yield
