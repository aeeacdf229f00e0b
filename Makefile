# The two commands of the README, and a few for those who work on the project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test check quick bundle pictures bench bench-quick clean

serve: $(VENV)/.installed
	@exec $(BIN)/workbook serve

# Everything: quick checks first, then notebooks, then the browser.
test: $(VENV)/.installed-test
	$(BIN)/python tests/run_all.py

# Everything that needs no notebook and no browser.
quick: $(VENV)/.installed-test
	$(BIN)/python tests/run_all.py --quick

check: $(VENV)/.installed
	$(BIN)/workbook check

# The browser side, the page widget and what shows widgets: the only thing here that needs node.
bundle:
	cd src/workbook/view/page && npm ci --no-audit --no-fund && npm run build
	cd src/workbook/serve/frontend && npm ci --no-audit --no-fund && npm run build

# The README's pictures, taken from a running workbook.
pictures: $(VENV)/.installed-test
	$(BIN)/python -m tests.pictures

# Our pages beside stock Voila, Panel, Streamlit and Solara: a table, and JSON in var/bench (half an hour); then what a
# full lobby costs, and how soon a room is where the trainer brings it.
bench: $(VENV)/.installed-test
	$(BIN)/python -m bench
	$(BIN)/python -m bench.waiting_room
	$(BIN)/python -m bench.now

# Beside stock Voila only, in under three minutes.
bench-quick: $(VENV)/.installed-test
	$(BIN)/python -m bench --quick

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing; the first time this takes about two minutes…"
	@$(BIN)/python -m pip install --progress-bar on --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the tests need; the first time this takes about two minutes…"
	@$(BIN)/python -m pip install --progress-bar on --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
