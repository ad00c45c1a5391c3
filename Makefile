# The commands of this repository; `make help` lists them. The environment is made when it is first needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORK ?= $(HOME)/.cache/tracker-training
DEMO_DB := $(or $(TMPDIR),/tmp)/tracker-demo-$(shell id -u).db

.DEFAULT_GOAL := help
.PHONY: help check test lint demo bench bench-store mutants release golden train train-pairs fit

help: ## List these commands.
	@grep -E '^[a-z -]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(READY): pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	    uv venv --quiet --clear --python $(PYTHON) $(VENV) && uv pip install --quiet --python $(BIN)/python -e '.[dev]'; \
	else \
	    $(PYTHON) -m venv --clear $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'; \
	fi
	@touch $@

check: lint test ## Everything that must hold before a change lands.

test: $(READY) ## Run the tests.
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

mutants: $(READY) ## Break the program in N small ways and list those that no test notices (N=100; TESTS: only these test files).
	$(BIN)/python -m pip --version >/dev/null 2>&1 && $(BIN)/python -m pip install --quiet -e '.[mutants]' \
	    || uv pip install --quiet --python $(BIN)/python -e '.[mutants]'
	$(BIN)/python tests/mutants.py --number $(or $(N),100) $(TESTS)

lint: $(READY) ## Check style, layout and types.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

demo: $(READY) ## Read the sample articles into a store of their own and show the main views.
	@rm -f $(DEMO_DB) $(DEMO_DB)-shm $(DEMO_DB)-wal
	@TRACKER="$(BIN)/tracker" TRACKER_DB="$(DEMO_DB)" sh tests/demo.sh

bench: $(READY) ## Measure speed against the tools underneath (TRACKER_CORPORA: a folder of articles for the second half).
	$(BIN)/python tests/bench.py

bench-store: $(READY) ## Measure linking and the lists on a store of a million made claims (CLAIMS: how many; takes a quarter of an hour and 4 GB).
	$(BIN)/python tests/bench_store.py --claims $(or $(CLAIMS),1000000)

train: ## Train the reader anew from the corpora in CORPUS; checkpoints are kept in WORK, which a cut run goes on from.
	@test -n "$(CORPUS)" || { echo "make train CORPUS=folder [WORK=folder]"; exit 2; }
	$(PYTHON) -m venv $(WORK)/venv && $(WORK)/venv/bin/python -m pip install --quiet -e '.[train]'
	OMP_WAIT_POLICY=passive $(WORK)/venv/bin/python -m tracker.training.train $(CORPUS) --work $(WORK)

train-pairs: ## Train anew what reads two statements together; as `train`.
	@test -n "$(CORPUS)" || { echo "make train-pairs CORPUS=folder [WORK=folder]"; exit 2; }
	$(PYTHON) -m venv $(WORK)/venv && $(WORK)/venv/bin/python -m pip install --quiet -e '.[train]'
	OMP_WAIT_POLICY=passive $(WORK)/venv/bin/python -m tracker.training.train_pairs $(CORPUS) --work $(WORK)

fit: $(READY) ## Fit how likely rows are right, and statements the same or answered, by the articles in CORPUS.
	@test -n "$(CORPUS)" || { echo "make fit CORPUS=folder"; exit 2; }
	$(BIN)/python -m tracker.training.fit $(CORPUS)
	$(BIN)/python -m tracker.training.fit_pairs $(CORPUS)

release: $(READY) ## Build the wheel and the source archive in dist/, and try the wheel in an empty environment.
	rm -rf dist build
	$(BIN)/python -m build --quiet
	sh tests/release.sh $(PYTHON)

golden: $(READY) ## Write the expected outputs anew; read the difference before you commit it.
	TRACKER_GOLDEN=write $(BIN)/python -m pytest tests/test_render.py tests/test_docs.py
	git diff --stat -- tests/golden README.md tracker/docs
