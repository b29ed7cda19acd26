# The two commands of the README are `make demo` and `make test`; every target sets up what it needs.

VENV := .venv
RUN := $(VENV)/bin
PYTEST := $(RUN)/python -m pytest

.PHONY: setup demo test test-extras check bench judges clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml packaging/setup.sh
	@bash packaging/setup.sh $(VENV)
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

demo: setup
	@$(RUN)/python samples/demo.py demo

judges:
	@bash packaging/judges.sh

test: $(VENV)/.ready-dev judges
	@$(PYTEST) -m "not extras"

# Readers whose licences or dependencies must stay out of our own environment.
.tools/readers/.ready:
	@$(RUN)/python -m venv --clear .tools/readers
	@.tools/readers/bin/python -m pip install --quiet --disable-pip-version-check \
		daisy-dtb==0.0.17 'chardet<6' typing_extensions EbookLib==0.20
	@touch $@

test-extras: $(VENV)/.ready-dev judges .tools/readers/.ready
	@$(PYTEST) -m extras

check: $(VENV)/.ready-dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

bench: $(VENV)/.ready-dev
	@$(RUN)/python -m bench

clean:
	rm -rf $(VENV) .tools demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
