# Everything a newcomer needs: make setup, run, test, check. Nothing is written outside
# this checkout, save what apt installs when `make test` may ask it to.
SHELL := /bin/bash
PY := .venv/bin/python
VAR := $(CURDIR)/var
export UV_PYTHON_DOWNLOADS := never
export UV_CACHE_DIR := $(VAR)/cache/uv
export PIP_CACHE_DIR := $(VAR)/cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export XDG_CACHE_HOME := $(VAR)/cache
export HYPOTHESIS_STORAGE_DIRECTORY := $(CURDIR)/.hypothesis

CHECKS := check-ruff check-format check-types check-floors check-templates \
  check-migrations check-deploy check-bandit check-compose check-audit

.PHONY: help setup run test pytest check bench bench-links bench-extraction bench-web drill screenshots \
  browser clean $(CHECKS)

help:
	@echo "make run          start the desk (HOST, PORT, DATABASE_URL, REDIS_URL are honoured)"
	@echo "make test         everything: setup, make check, all tests on throw-away servers"
	@echo "make check        linters, types, import floors, templates, migrations, deployment"
	@echo "make setup        only the environment in .venv, from uv.lock"
	@echo "make bench drill screenshots    measurements, failure drills, pictures of the pages"
	@echo "make bench-web    the pages with a million claims; takes about ten minutes"
	@echo "make clean        remove the environment and caches; var/ with your rows stays"

setup:
	@factcheck/run/setup.sh

run: setup
	@$(PY) -m factcheck.run --with-parent

# The checks and the tests need nothing of each other: beside each other they are done sooner.
test: setup browser
	@$(MAKE) --no-print-directory --jobs=2 --keep-going check pytest

pytest:
	@factcheck/run/pytest.sh

browser:
	@factcheck/run/browser.sh

check: setup
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)
	@echo "make check: all is well."

$(CHECKS):
	@factcheck/run/check.sh $(subst check-,,$@)

bench bench-links bench-extraction bench-web drill screenshots: setup
	@factcheck/run/bench.sh $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf "$(VAR)/cache" "$(VAR)/tmp"
