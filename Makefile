# make run [LAN=1] [PORT=8000]   install, read samples/, serve          make test    install, run every test
# make check                     format, lint, types, tests, scores     make score   the scores of the corpus
# make fuzz                      the tests of generated pages and records again, with new ones
# make bench                     speed beside the peers                 make clean   all but ./var

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?=
.DEFAULT_GOAL := run
.PHONY: run test fuzz check lint score bench clean

run: $(VENV)/.run
	@$(BIN)/feeds ingest --quiet samples
	@exec $(BIN)/feeds serve $(if $(LAN),--lan) $(if $(PORT),--port $(PORT))

test: $(VENV)/.test
	$(BIN)/python -m pytest $(ARGS)

fuzz: $(VENV)/.test
	FEEDS_FUZZ=1 $(BIN)/python -m pytest -m hypothesis $(ARGS)

check: lint test score

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

score: $(VENV)/.test
	$(BIN)/python tests/scores.py --check $(ARGS)

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks $(ARGS)

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis benchmarks/.peers node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "feeds: $(PYTHON) is missing or older than 3.11; install Python 3.11 or newer, or run: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "feeds: this Python has no venv; install it (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	@echo "feeds: installing into $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	@echo "feeds: installing into $(VENV) with the test extra (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[zh,test]'
	@touch $@ $(VENV)/.run
