# Two commands on a fresh machine with Python and make:  make demo   make test
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test check format clean

$(VENV)/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@

demo: $(VENV)/.done
	$(BIN)/lagebild read examples/axis.en.txt
	$(BIN)/lagebild read examples/achse.de.txt --format html > claim-sheet.html
	$(BIN)/lagebild compare examples/buoys/agency.en.txt examples/buoys/rewrite.en.txt
	$(BIN)/lagebild compare examples/buoys/agency.en.txt examples/buoys/rewrite.en.txt --format html > comparison.html
	rm -rf demo
	$(BIN)/python examples/dossier/serve.py --write demo/dossier
	$(BIN)/lagebild import demo/dossier/*/ --db demo/desk.db
	@echo "The claim sheet of the German example as a page: claim-sheet.html; the comparison of two reports: comparison.html"
	@$(BIN)/python examples/demo.py demo/desk.db

check: $(VENV)/.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest -n auto

format: $(VENV)/.done
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf demo $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache claim-sheet.html comparison.html
