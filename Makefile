# Everything runs in .venv, which the first target that needs it creates from $(PYTHON).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
EXAMPLE_REQUIREMENTS := $(wildcard examples/bilheteira/requirements.txt)

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports unit bench clean

help:  ## show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

demo: $(VENV)/.installed  ## check the sample ticket shop and show what is wrong with it
	@$(BIN)/ekzlint check examples/bilheteira; status=$$?; test $$status -eq 1 \
		|| { echo "make demo: expected findings (exit code 1), got exit code $$status" >&2; exit 1; }

test: lint types imports unit  ## lint, types, import contracts and tests

lint: $(VENV)/.installed-dev  ## style, by ruff
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev  ## types, by mypy --strict
	$(BIN)/mypy

imports: $(VENV)/.installed-dev  ## the layers, by import-linter
	$(BIN)/lint-imports

unit: $(VENV)/.installed-dev  ## the tests
	$(BIN)/python -m pytest --numprocesses auto

bench: $(VENV)/.installed-dev  ## the benchmarks, which live in benchmarks/
	$(BIN)/python benchmarks/run.py

clean:  ## remove what the other targets made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 10) else "ekzlint needs Python 3.10 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(EXAMPLE_REQUIREMENTS) | $(BIN)/python
	$(PIP) --editable '.[dev,stacks]' $(addprefix --requirement ,$(EXAMPLE_REQUIREMENTS))
	@touch $(VENV)/.installed $@
