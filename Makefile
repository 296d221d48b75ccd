# Few commands: demo, test, check, fix. `check` changes nothing. Stamps in .venv keep what is installed from being installed again.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ROOT := $(filter 0,$(shell id -u))
export DEBIAN_FRONTEND ?= noninteractive

.PHONY: demo test test-long check fix golden examples pictures chromium dovecot servers wheel sbom lock bench bench-reports bench-runs wget

demo: .venv/.run
	$(BIN)/inspector demo

# A process for each core, four at most; the tests of a file stay together. `make test WORKERS=0` runs one after the other.
WORKERS ?= logical

test: .venv/.dev chromium dovecot servers check
	$(BIN)/pytest -q -m "not long" -n $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# The tests that take minutes: a run killed at all thirty seeded moments.
test-long: .venv/.dev
	$(BIN)/pytest -q -m long

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The archived county and its golden result made again: only when a difference is wanted, in a commit of its own.
golden: .venv/.dev
	$(BIN)/python tests/replay/rebaseline.py

# What the rule handbook quotes of the fixtures: after rules, checks or fixtures changed.
examples: .venv/bin/python
	$(BIN)/python -m inspector.pipeline.ruleset.examples rules

# The README's pictures, from the sample district inspected anew: after pages changed visibly.
pictures: .venv/.dev chromium
	$(BIN)/python docs/make_pictures.py

# All crawlers side by side, into docs/benchmarks.md: `make bench`, or a part of it: `make bench BENCH="--pages 20 --rounds 1"`.
bench: .venv/.dev .venv-bench/.done wget
	$(BIN)/python tests/bench/run.py $(BENCH)

# How fast reports are written, in how much memory, and what history costs: `make bench-reports`, or a part: BENCH="--units 80 --copies".
bench-reports: .venv/.dev
	$(BIN)/python tests/bench/reports.py $(BENCH)

# What judging, recording and reporting whole runs costs: `make bench-runs`, or a part: BENCH="--units 80 --unseen 80 800".
bench-runs: .venv/.dev
	$(BIN)/python tests/bench/whole_runs.py $(BENCH)

# Lock again, with nothing younger than a week: `make lock BEFORE=2026-11-17`. Needs uv; nothing else does.
lock:
	@test -n "$(BEFORE)" || { echo "Say up to which day releases may be taken: make lock BEFORE=2026-11-17" >&2; exit 2; }
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --exclude-newer $(BEFORE) -q -o requirements/dev.txt
	uv pip compile pyproject.toml --group build -c requirements/dev.txt --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --exclude-newer $(BEFORE) -q -o requirements/run.txt
	uv pip compile --group bench -c requirements/dev.txt --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --exclude-newer $(BEFORE) -q -o requirements/bench.txt

# --no-deps: the files are whole, and some pips do not see that a pin stands for the same package with an extra.
.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Inspector runs on into .venv (the first time takes about a minute) ..."
	$(PIP) install -q --no-deps --require-hashes -r requirements/run.txt
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements/dev.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the tests run on into .venv (the first time takes a few minutes) ..."
	$(PIP) install -q --no-deps --require-hashes -r requirements/dev.txt
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch .venv/.run $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Inspector needs Python 3.11 or newer; $(PYTHON) is not. Name one that is: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    if [ -n "$(ROOT)" ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq python3-venv; \
	    else echo "This Python cannot make a virtual environment. Ask an administrator to run: apt-get install python3-venv" >&2; exit 2; fi; }
	$(PYTHON) -m venv .venv

# What the tests start for themselves. Each package is installed where that is possible; where it is not, what needs it is skipped and says so.
define debian
	{ if [ -n "$(ROOT)" ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq --no-install-recommends $(1); else false; fi; } \
	    || echo "$(2) Ask an administrator to run: apt-get install $(1)" >&2
endef

# A real mail server for the tests of channels; it is not left running.
dovecot:
	@command -v dovecot || test -x /usr/sbin/dovecot || { $(call debian,dovecot-imapd,The tests of mailboxes are skipped without Dovecot.); \
	    systemctl disable --now dovecot.socket dovecot.service 2>/dev/null || true; }

.venv-bench/.done: requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip --disable-pip-version-check install -q --no-deps --require-hashes -r requirements/bench.txt
	@touch $@

wget:
	@command -v wget || { if [ -n "$(ROOT)" ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq wget; \
	    else echo "The benchmark needs wget. Ask an administrator to run: apt-get install wget" >&2; exit 2; fi; }

# Chromium, Chinese type, and the one library that Playwright's driver wants of the system.
chromium:
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome; } && PATH="$$PATH:/sbin:/usr/sbin" ldconfig -p | grep -q libatomic.so.1 || \
	    $(call debian,chromium fonts-noto-cjk libatomic1,The tests of pages are skipped without a Chromium.)

# A database server.
servers:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	    $(call debian,postgresql,The tests on PostgreSQL are skipped without it.)

# What users install, one file: dist/inspector-VERSION-py3-none-any.whl, built without asking any index.
wheel: .venv/.run
	@rm -f dist/inspector-*.whl
	$(PIP) wheel -q --no-deps --no-build-isolation -w dist .

# A bill of materials of what users install (CycloneDX), beside the wheels: dist/inspector.cdx.json.
sbom: .venv/.dev
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements/run.txt --output-reproducible -o dist/inspector.cdx.json
