# Shortens what run.py and the tools do; nothing happens here that they could not do alone.
BIN := .venv/bin
T := tests

.PHONY: help dev rules test fix sure

help:  ## list these
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

dev:  ## run on the demo company
	python3 run.py demo

rules:  ## the pure tests, in seconds
	python3 run.py test tests/rulebook tests/rules -q

test:  ## any part of the tests: make test T=tests/workflows
	python3 run.py test $(T)

fix:  ## format, and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

sure:  ## format, lint, types, floors, all tests on both engines: green before every commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	python3 run.py test
