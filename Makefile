# make site    build products/ into site/          make check   style, types and the quick tests
# make test    all of that and every other test    make campaign   every case of which make test tries some (long)
# make demo    build the made-up catalogue         make serve   live preview
# make bench   measure time and memory             make clean   remove what was made
# make lighthouse   what Google's Lighthouse gives the main pages (needs npm)
# make mutants   whether the tests notice small mistakes: 60 mutants drawn by a seed (long; MUTANTS="--seed 10 --count 20")
# make translations   compile what click says in Vietnamese (site_builder/cli/translations)
# make update  lock the newest releases that pyproject.toml allows; with UPGRADE= only what it newly asks for
#
# PYTHON names another Python 3.11 or newer: make site PYTHON=python3.12
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -o=Dpkg::Use-Pty=0
IS_ROOT := [ "$$(id -u)" = 0 ]
# The tests start the servers themselves; a policy that is there for this one moment keeps Debian from starting its own.
SERVERS := sh -c 'policy=/usr/sbin/policy-rc.d; new=; [ -e $$policy ] || { new=1; printf "\#!/bin/sh\nexit 101\n" >$$policy; chmod +x $$policy; }; \
  $(APT) install -y nginx-light apache2-bin caddy; done=$$?; [ -z "$$new" ] || rm $$policy; exit $$done'
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
OURSELVES := --no-deps --no-build-isolation --editable .
# An editable package is not compiled by pip; where Python may not write beside it, each start would compile it anew.
BYTECODE := $(BIN)/python -m compileall -q site_builder
UPGRADE := --upgrade

.PHONY: site check style test campaign demo serve bench mutants lighthouse translations clean update
.DELETE_ON_ERROR:

site: $(VENV)/.site
	@$(BIN)/site-builder build

demo: $(VENV)/.site
	@$(BIN)/site-builder build --products tests/catalogues/complete --site-dir demo-site --today 2026-11-24

serve: $(VENV)/.site
	@$(BIN)/site-builder serve

TESTS = $(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: style
	$(TESTS) -m 'not slow' $(PYTEST)

test: style
	$(TESTS) $(PYTEST)

campaign: $(VENV)/.dev
	$(TESTS) --campaign $(PYTEST)

style: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.run
	$(BIN)/python -m tests.bench.search
	$(BIN)/python -m tests.bench.recall
	$(BIN)/python -m tests.bench.decode
	$(BIN)/python -m tests.bench.budgets

mutants: $(VENV)/.dev
	$(BIN)/python -m tests.bench.mutants $(MUTANTS)

lighthouse: $(VENV)/.dev
	@command -v npm >/dev/null || { echo 'Cần npm / npm is needed: sudo apt-get install npm'; exit 1; }
	$(BIN)/python -m tests.bench.lighthouse

translations: $(VENV)/.site
	@$(BIN)/pybabel --quiet compile --domain click --directory site_builder/cli/translations

clean:
	rm -rf site demo-site .cache dist build

# One lock for every system and every Python from 3.11 on: the second is cut out of the first, so that a release that
# is in both is the same. What builds our own package is locked with the rest.
COMPILE := $(BIN)/uv pip compile pyproject.toml - --quiet --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make update'
BUILT_WITH := $(BIN)/python -c 'import tomllib; \
  print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")'

update: $(BIN)/uv
	@$(BUILT_WITH) | $(COMPILE) $(UPGRADE) --extra dev --output-file requirements-dev.lock
	@cp requirements-dev.lock requirements.lock
	@$(BUILT_WITH) | $(COMPILE) --extra all --output-file requirements.lock

# The development environment holds the locked one; `make update` does without the rest of it.
$(BIN)/uv: | $(BIN)/python
	$(INSTALL) uv

# A stamp says what the environment holds; a change of the lock or of pyproject.toml installs again.
$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) $(OURSELVES)
	@$(BYTECODE)
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@command -v chromium-headless-shell >/dev/null || { $(IS_ROOT) && $(APT) update && $(APT) install -y chromium-headless-shell >/dev/null; } || \
	  command -v chromium >/dev/null || command -v google-chrome >/dev/null || { $(IS_ROOT) && $(APT) install -y chromium >/dev/null; } || \
	  { echo 'Cần trình duyệt Chromium / Chromium is needed: sudo apt-get install chromium'; exit 1; }
	@command -v java >/dev/null || { $(IS_ROOT) && $(APT) update && $(APT) install -y default-jre-headless >/dev/null; } || \
	  { echo 'Cần Java / Java is needed: sudo apt-get install default-jre-headless'; exit 1; }
	@[ -x /usr/sbin/nginx ] && [ -x /usr/sbin/apache2 ] && [ -x /usr/bin/caddy ] || { $(IS_ROOT) && $(APT) update && $(SERVERS) >/dev/null; } || \
	  { echo 'Cần máy chủ web / web servers are needed: sudo apt-get install nginx-light apache2-bin caddy'; exit 1; }
	@ldconfig -p | grep -q libzbar.so.0 || { $(IS_ROOT) && $(APT) update && $(APT) install -y libzbar0 >/dev/null; } || \
	  { echo 'Cần thư viện đọc mã ZBar / the library ZBar is needed: sudo apt-get install libzbar0'; exit 1; }
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	$(INSTALL) $(OURSELVES)
	@$(BYTECODE)
	@touch $@ $(VENV)/.site

# Debian keeps the venv module in a package of its own.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Cần Python 3.11 trở lên / Python 3.11 or newer is needed: make PYTHON=python3.12 …'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { $(IS_ROOT) && $(APT) update && $(APT) install -y python3-venv >/dev/null; } || \
	  { echo 'Cần gói python3-venv / the package python3-venv is needed: sudo apt-get install python3-venv'; exit 1; }
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
