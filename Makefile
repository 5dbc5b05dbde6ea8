# What people do with this project, each in one word. Everything is quick the second time.

SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/.installed
PRODUCT := bot domain handlers infra storage playground
# The first Python that is new enough; PYTHON=… names another one.
PYTHON ?= $(shell for each in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
# Files go to one worker as a whole, so that what a file shares (a server, a playground) is started once for it.
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile

# What Python and pytest have compiled once need not be compiled again, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test quick check bench soak tools

help:
	@echo "make run    the bot, and without a Slack token a local Slack workspace in the browser"
	@echo "make test   everything: checks, tests, MariaDB and browser included"
	@echo "make quick  checks, and tests that need no server, no browser and no second process"
	@echo "make check  lint, types, import contracts, known weaknesses, forgotten secrets"
	@echo "make bench  figures beside their goals"
	@echo "make soak   long runs of the property tests, and of a bot to which everything happens that can"

run: $(STAMP)
	@exec $(BIN)/partner42 run

test: check tools
	$(PYTEST)

quick: check
	$(PYTEST) -m "not mariadb and not browser and not whole"

check: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -c pyproject.toml -r $(PRODUCT)
	@.ci/look-for-secrets

bench: $(STAMP)
	$(BIN)/python -m benchmarks

soak: $(STAMP) tools
	HYPOTHESIS_PROFILE=thorough $(PYTEST) -m "not browser"
	$(BIN)/python -m tests.faults

tools:
	@.ci/install-tools

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; PYTHON=… says where it is"; exit 1; }
	@echo "installing into .venv, which takes about a minute and is needed once…"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@
