# One door: CI calls the same recipes as a person. Everything they need beyond Rust, a C
# compiler and make is set up under target/, nothing on the machine is changed.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

TOOLS := $(CURDIR)/target/tools
PYTHON := $(CURDIR)/target/python
export PATH := $(TOOLS)/bin:$(PATH)

# Tools are run a few times and built once: not optimised, so that they are there sooner.
INSTALL := CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --locked --debug --root "$(TOOLS)"

.PHONY: help
help: ## List what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 14

.PHONY: demo
demo: ## Two invented offices play the whole story and end (`liaison demo` keeps them serving)
	@cargo run --quiet --release -p liaison -- demo --once

.PHONY: release
release: ## Build target/release/liaison
	cargo build --release -p liaison

# --- Tests

.PHONY: test
test: check test-rust test-python ## Everything a change must pass: check, all Rust and Python tests

.PHONY: test-rust
test-rust: ## Unit, integration and documentation tests
	@if cargo nextest --version >/dev/null 2>&1; then \
		cargo nextest run --workspace && cargo test --workspace --doc; \
	else \
		cargo test --workspace; \
	fi

.PHONY: test-python
test-python: ## Other people's programs read what we seal, and we what they seal
	@if ! command -v python3 >/dev/null; then \
		echo "python3 is not there: the interoperability tests are left out" >&2; \
		[ -z "$${CI:-}" ] || exit 1; \
		exit 0; \
	fi; \
	$(MAKE) --no-print-directory $(PYTHON)/ready; \
	cargo build --quiet --workspace --bins --example sealed_message; \
	export LIAISON_BINARY="$(CURDIR)/target/debug/liaison"; \
	export LIAISON_SEALED_MESSAGE="$(CURDIR)/target/debug/examples/sealed_message"; \
	if [ -x $(PYTHON)/bin/python ]; then \
		$(PYTHON)/bin/python -m pytest -q -p no:cacheprovider tests/python; \
	else \
		PYTHONPATH=$(PYTHON)/lib python3 -m pytest -q -p no:cacheprovider tests/python; \
	fi

# Debian ships Python without the part that makes virtual environments; pip alone will do.
$(PYTHON)/ready: tests/python/requirements.txt
	@rm -rf $(PYTHON); mkdir -p $(PYTHON); \
	if python3 -m venv $(PYTHON) >/dev/null 2>&1; then \
		$(PYTHON)/bin/python -m pip install --quiet --disable-pip-version-check -r $<; \
	elif rm -rf $(PYTHON)/* && python3 -m pip --version >/dev/null 2>&1; then \
		python3 -m pip install --quiet --disable-pip-version-check --target $(PYTHON)/lib -r $<; \
	else \
		echo "python3 has neither venv nor pip: install python3-venv, or python3-pip" >&2; \
		exit 1; \
	fi; \
	touch $@

.PHONY: e2e
e2e: ## Only the tests that drive whole offices from outside
	cargo test --workspace --test server --test cli

# --- Checks

.PHONY: check
check: fmt-check floors lint deny doc fuzz-check ## Format, floors, lints, licences, documentation

.PHONY: fmt
fmt: ## Format the code
	cargo fmt --all
	cd fuzz && cargo fmt

.PHONY: fmt-check
fmt-check:
	cargo fmt --all --check
	cd fuzz && cargo fmt --check

.PHONY: floors
floors:
	cargo xtask floors

.PHONY: lint
lint:
	cargo clippy --workspace --all-targets --locked -- -D warnings

.PHONY: doc
doc: ## Build the documentation, without warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --quiet --no-deps --workspace

.PHONY: deny
deny: $(TOOLS)/bin/cargo-deny
	cargo deny --log-level error check bans licenses sources

.PHONY: audit
audit: $(TOOLS)/bin/cargo-deny ## Look for known vulnerabilities (fetches the RustSec database)
	cargo deny check advisories

.PHONY: fuzz-check
fuzz-check:
	cargo check --quiet --manifest-path fuzz/Cargo.toml --no-default-features \
		--target-dir target

$(TOOLS)/bin/cargo-deny:
	$(INSTALL) --no-default-features cargo-deny@0.20.2

# --- Longer runs

.PHONY: bench
bench: ## Run the benchmarks
	@if ls crates/*/benches/*.rs >/dev/null 2>&1; then \
		cargo bench --workspace --benches; \
	else \
		echo "no benchmark is written yet"; \
	fi

SECONDS ?= 10
FUZZ_TARGETS ?= $(sort $(basename $(notdir $(wildcard fuzz/fuzz_targets/*.rs))))

.PHONY: fuzz
fuzz: $(TOOLS)/bin/cargo-fuzz ## Fuzz every decoder, SECONDS=10 each (needs a C++ compiler)
	@export RUSTC_BOOTSTRAP=1; \
	cargo fuzz build --sanitizer none; \
	mkdir -p target/fuzz; \
	for target in $(FUZZ_TARGETS); do \
		corpus=fuzz/corpus/$$target; seeds=fuzz/seeds/$$target; log=target/fuzz/$$target.log; \
		mkdir -p $$corpus; [ -d $$seeds ] || seeds=; \
		if ! cargo fuzz run --sanitizer none $$target $$corpus $$seeds -- \
			-max_total_time=$(SECONDS) -print_final_stats=1 >$$log 2>&1; then \
			cat $$log; exit 1; \
		fi; \
		printf '%-20s %s runs\n' $$target \
			"$$(sed -n 's/^stat::number_of_executed_units: *//p' $$log)"; \
	done

$(TOOLS)/bin/cargo-fuzz:
	$(INSTALL) cargo-fuzz@0.13.2
