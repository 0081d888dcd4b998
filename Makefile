# Each target sets up what it needs in .venv by itself; nothing needs root, and a second run needs no network.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test test-fast lint format bench torture docs wheel clean

demo: $(VENV)/program
	$(BIN)/careerplan demo

test: $(VENV)/developer
	$(BIN)/python -m pytest -n 2

test-fast: $(VENV)/developer
	$(BIN)/python -m pytest -n 2 -m "not slow"

lint: $(VENV)/developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/developer
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/developer
	$(PIP) install --quiet --group bench
	$(BIN)/python tools/bench.py

torture: $(VENV)/developer
	$(BIN)/python tools/torture.py $(ARGS)

docs: $(VENV)/developer
	$(BIN)/python tools/reference.py

wheel: $(VENV)/developer
	sh tools/check_wheel.sh $(BIN)/python

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .bench

$(VENV)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "careerplan needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	$(PIP) install --quiet --upgrade "pip>=25.1"
	touch $@

$(VENV)/program: pyproject.toml $(VENV)/pip
	$(PIP) install --quiet --editable .
	touch $@

$(VENV)/developer: pyproject.toml $(VENV)/program
	$(PIP) install --quiet --group dev
	touch $@
