# The portal, from a bare machine: `make run` starts it, `make test` proves it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
WORKERS ?= 2
WALKERS ?= 3  # a browser waits more than it works

# what reads the code or knocks at doors: the second engine has nothing to say about it
WITHOUT_DATABASE := $(addprefix tests/house/test_,access.py messages.py sizes.py standalone.py templates.py urls.py vendor.py) \
	$(filter-out %/test_database_away.py,$(wildcard tests/attack/test_*.py))

export PORTAL_MODE ?= demo
unexport PYTHONDONTWRITEBYTECODE  # compiling the portal anew at every start costs seconds

.PHONY: help run test postgres check bench pictures lock clean

help:  ## what each target does
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' Makefile

run: .venv/runtime.ok  ## start the portal and its job worker on http://127.0.0.1:8000 (PORT=…); Ctrl+C ends both
	@mkdir -p instance
	@$(BIN)/flask --app wsgi db upgrade
	@$(BIN)/flask --app wsgi seed
	@PATH="$(CURDIR)/$(BIN):$$PATH" PORT=$(PORT) exec sh deploy/run.sh

test: .venv/dev.ok  ## the suite on SQLite with the browser, then without it on PostgreSQL (as root: installs a browser, a font, postgresql)
	@sh tests/system.sh
	@# the rules of the house are a matter of `make check`, which runs tests/house on SQLite
	$(BIN)/pytest -n $(WORKERS) -m "not journey" --ignore tests/house
	$(BIN)/pytest -n $(WALKERS) -m journey
	@# a page that is tested twice, as a whole and as a region, asks the database the same
	sh tests/postgres.sh $(BIN)/pytest -n $(WORKERS) -m "not journey" -k "not as-region" \
		$(addprefix --ignore ,$(WITHOUT_DATABASE))

postgres: .venv/dev.ok  ## the whole suite on PostgreSQL, every attack and the browser included: most of an hour
	@sh tests/system.sh
	PORTAL_TRY_EVERYTHING=1 sh tests/postgres.sh $(BIN)/pytest -n $(WORKERS) -m "not journey"
	sh tests/postgres.sh $(BIN)/pytest -m journey

check: .venv/dev.ok  ## lint, format, types, import contracts, templates, house rules: under two minutes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports --no-cache
	@if [ -d portal/templates ]; then set -x; $(BIN)/djlint portal/templates --lint; fi
	$(BIN)/pytest -n $(WORKERS) tests/house

bench: .venv/dev.ok  ## the speed figures, each against its floor in the same run
	$(BIN)/python -m bench

pictures: .venv/dev.ok  ## the pictures of the documentation, taken from the running portal
	@sh tests/system.sh
	$(BIN)/python -m tests.journeys.pictures

lock: .venv/dev.ok  ## write both locks anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-header --quiet --upgrade \
		--output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.lock --python-version 3.11 --generate-hashes \
		--no-header --quiet --upgrade --output-file requirements-dev.lock

clean:  ## remove the environment and caches; data in instance/ stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find portal tests bench migrations -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed (PYTHON=… names another one)." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "The venv module is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }

# Two stamps: running needs only the runtime lock; the dev lock holds the runtime set as well.
.venv/runtime.ok: requirements.lock | .venv/bin/python
	@echo "Installing the runtime packages…"
	@$(PIP) -r requirements.lock
	@touch $@

.venv/dev.ok: requirements-dev.lock requirements.lock | .venv/bin/python
	@echo "Installing the development packages…"
	@$(PIP) -r requirements-dev.lock
	@touch $@ .venv/runtime.ok
