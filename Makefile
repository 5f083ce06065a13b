# Every verb a developer has. CI runs `make test`, nothing else.
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
PYTHON ?= python3
GONGKAI_HOME ?= var
export GONGKAI_HOME
export UV_LINK_MODE := copy

.PHONY: help setup run test check fix bench demo lock

help: ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/.tools: requirements/tools.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更新版本：请先安装，或用 make PYTHON=python3.12 指定。' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo '无法建立虚拟环境：Debian/Ubuntu 请先安装 python3-venv。' >&2; exit 2; }
	@$(PY) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@touch $@

$(VENV)/.base: $(VENV)/.tools requirements/base.txt pyproject.toml
	@$(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r requirements/base.txt
	@$(PY) -m uv pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@$(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.base ## make .venv from the lock file

run: setup ## migrate, load the demonstration town, serve at 127.0.0.1:8000
	@$(PY) -m gongkai demo
	@exec $(PY) -m gongkai serve

demo: setup ## load the demonstration town into the configured database
	@$(PY) -m gongkai demo

test: $(VENV)/.dev ## checks, then every test on SQLite and on a PostgreSQL of its own
	@$(PY) -m tests.run

check: $(VENV)/.dev ## ruff, types, import contracts, migrations, the house inspected
	@$(PY) -m tests.run checks

fix: $(VENV)/.dev ## let ruff mend what it can
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

bench: $(VENV)/.dev ## ratios against peers and limits; GOALS="8 10 11" runs some
	@$(PY) -m bench $(GOALS)

lock: $(VENV)/.tools ## remake the lock files with hashes
	@$(PY) -m uv pip compile -q requirements/tools.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements/tools.txt
	@$(PY) -m uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements/base.txt
	@$(PY) -m uv pip compile -q pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/base.txt -o requirements/dev.txt
