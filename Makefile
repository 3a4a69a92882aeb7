# Each target sets up by itself what it needs: python3 (3.11 or newer), make and the package registries are enough.
# Everything is put into .venv, .tools and .demo inside this folder, which git ignores.

MAKEFLAGS += --no-print-directory
# Compiled Python is kept, also where the machine is set not to: without it every start of the bot costs 2 s more.
export PYTHONDONTWRITEBYTECODE :=
ready = @python=$$(sh tools/find-python) && $$python -m tools
evener = .venv/bin/evener
# Two workers suit the two cores of a small machine; benchmarks have a target of their own.
pytest = .venv/bin/python -m pytest
WORKERS ?= 2
# make year PEOPLE=200 COMMUNITIES=6 is the short one; 10,000 people take more than an hour.
PEOPLE ?= 10000
COMMUNITIES ?= 300
WEEKS ?= 52
# make soak MINUTES=3 RATE=40 is the short one.
MINUTES ?= 30
RATE ?= 100
# make mutants EVENER_MUTANTS=200 SEED=7 is a short look with another lot; JOBS is how many are tried at a time.
# make mutants ONLY=story looks at one folder or file of facilitation/ and at the test files that name it.
EVENER_MUTANTS ?= 1200
SEED ?= 1
JOBS ?= 1
ONLY ?=

.PHONY: help demo demo-teams test lint bench soak year mutants picture clean

help:
	@echo "make demo        a local Slack in your browser, with Evener in it"
	@echo "make demo-teams  the same with Microsoft's Agents Playground"
	@echo "make test        every test;  make test T=tests/bot  only those"
	@echo "make lint        formatting, lint rules, types, and the arrows between the rooms"
	@echo "make bench       what a command and a press cost"
	@echo "make soak        half an hour of events while replicas are killed, nothing lost"
	@echo "make year        a year with 10,000 imagined people, every promise checked (over an hour)"
	@echo "make mutants     how many small faults in facilitation/ the tests notice, from a sample (docs/mutants.md);  make mutants ONLY=story  of one part"
	@echo "make picture     docs/demo.png anew (needs Chromium)"
	@echo "make clean       removes everything that make installed"

demo:
	$(ready) demo
	@exec $(evener) demo

demo-teams:
	$(ready) demo-teams
	@exec $(evener) demo --teams

test:
	$(ready) test
	@$(pytest) -n $(WORKERS) --dist loadgroup -m "not year and not bench" $(T)

lint:
	$(ready) python
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

bench:
	$(ready) python
	@$(pytest) -n 0 -m "bench and not soak" -s tests/bench

soak:
	$(ready) python
	@EVENER_SOAK_MINUTES=$(MINUTES) EVENER_SOAK_RATE=$(RATE) $(pytest) -n 0 -m soak -s tests/bench/test_soak.py

year:
	$(ready) test
	@$(evener) simulate --people=$(PEOPLE) --communities=$(COMMUNITIES) --weeks=$(WEEKS)
	@$(pytest) -n 0 -m year -s tests/year

mutants:
	$(ready) python
	@EVENER_MUTANTS=$(EVENER_MUTANTS) SEED=$(SEED) JOBS=$(JOBS) ONLY=$(ONLY) .venv/bin/python -m tools.mutants

picture:
	$(ready) test
	@EVENER_PICTURE=docs/demo.png $(pytest) -n 0 -q tests/walks/test_demo.py -k page

clean:
	rm -rf .venv .tools .demo .mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .grimp_cache build dist
