# Two commands do everything on a fresh Debian or Ubuntu with Python 3.11 or newer:
#   make report   the sample report, in out/
#   make test     every check
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SYSTEM := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
OFFICE := libreoffice-writer-nogui libreoffice-math-nogui
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: report test install bench lock clean
.DELETE_ON_ERROR:

report: $(VENV)/.installed
	$(BIN)/reporter build samples/tobacco --out out
	for file in out/*.docx out/*.pdf; do $(BIN)/reporter verify "$$file" || exit 1; done

test: $(VENV)/.tools $(VENV)/.node $(VENV)/.office
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/architecture/sizes.py
	$(BIN)/pytest -n auto

install: $(VENV)/.installed

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks

# The lock files are made from pyproject.toml; --no-emit-index-url keeps them portable.
lock:
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group build -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) out

# System libraries: only what is missing is installed, so a machine that has all needs no root.
$(VENV)/.system:
	@missing=""; for package in $(SYSTEM); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	$(PYTHON) -c "import ensurepip" 2>/dev/null || missing="$$missing python3-venv"; \
	if [ -n "$$missing" ] && command -v apt-get >/dev/null; then \
	  echo "安装系统库：$$missing"; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $$missing; fi
	$(PYTHON) -m venv $(VENV)
	@touch $@

# LibreOffice lays the DOCX out in the tests; charts need no more than Writer, formulas need Math.
# Where it cannot be had, those tests are skipped and say so.
$(VENV)/.office: $(VENV)/.system
	@if ! command -v soffice >/dev/null && command -v apt-get >/dev/null; then \
	  echo "安装 LibreOffice（只供测试）：$(OFFICE)"; \
	  { $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $(OFFICE); } || \
	    echo "没有装上 LibreOffice，有关的测试将跳过。"; fi
	@touch $@

$(VENV)/.installed: $(VENV)/.system requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# Microsoft's validator of DOCX files runs on Node. Without it, or without a network, its tests are
# skipped and all others run.
$(VENV)/.node: $(VENV)/.installed tests/tools/package-lock.json
	@if command -v npm >/dev/null && (cd tests/tools && npm ci --silent --no-audit --no-fund); then \
	  touch $@; else echo "没有安装 Open XML SDK 校验工具（需要 Node 18 以上及网络），相应检查将跳过"; fi

$(VENV)/.tools: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
