# Two commands: `make kiosk` opens the kiosk, `make test` runs every test. The others are in CONTRIBUTING.md.
VENV := .venv
BIN := $(VENV)/bin
PLUGINS := $(wildcard plugins/*/pyproject.toml)
PACKAGES := kiosk_core $(wildcard plugins/*/kiosk_*)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard $(addsuffix /locale/*/LC_MESSAGES/kiosk.po,$(PACKAGES))))
EDITABLE := $(foreach plugin,$(PLUGINS),-e ./$(dir $(plugin)))

.PHONY: kiosk test check format campaign faults bench bench-large shots words wheels clean

kiosk: $(VENV)/kiosk.installed $(CATALOGUES)
	@$(BIN)/kiosk open

test: $(VENV)/test.installed $(CATALOGUES)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "not long"

check: $(VENV)/test.installed $(CATALOGUES)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not long"

format: $(VENV)/test.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

campaign: $(VENV)/test.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[campaign]'
	$(BIN)/python -m tests.campaign --write
	$(BIN)/python -m pytest -n 2 -m long

faults: $(VENV)/test.installed
	$(BIN)/python -m tests.faults

shots: $(VENV)/test.installed $(CATALOGUES)
	$(BIN)/python docs/shots.py

words: $(VENV)/kiosk.installed
	$(BIN)/python -m kiosk_core.translating $(PACKAGES)

wheels: $(VENV)/kiosk.installed
	rm -rf dist
	$(BIN)/pip wheel --quiet --disable-pip-version-check -w dist . $(foreach plugin,$(PLUGINS),./$(dir $(plugin)))

clean:
	rm -rf $(VENV) dist

$(CATALOGUES) &: $(CATALOGUES:.mo=.po) | $(VENV)/kiosk.installed
	@$(BIN)/python -m kiosk_core.translating --compile $(PACKAGES)
	@touch $(CATALOGUES)

$(VENV)/bin/python:
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. Install it with:  sudo apt-get install python3-venv"; exit 1; }
	python3 -m venv $(VENV)

$(VENV)/kiosk.installed: $(VENV)/bin/python pyproject.toml $(PLUGINS)
	@echo "Installing what the kiosk needs into $(VENV); the first time this takes a minute or two."
	$(BIN)/pip install --quiet --quiet --disable-pip-version-check -e . $(EDITABLE)
	@touch $@

$(VENV)/test.installed: $(VENV)/kiosk.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

bench: $(VENV)/test.installed
	$(BIN)/python -m benchmarks

bench-large: $(VENV)/test.installed
	$(BIN)/python -m benchmarks.large
