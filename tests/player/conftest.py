"""What pages say and keep is tested here, not how charts look (`tests.drawing`)."""

from tests.drawing import words_only  # noqa: F401 (a fixture for every test of this folder)
