# What can be done with Entente in one command each; `make` lists them.
#
# Everything that a command needs is set up when it is first asked for and left alone after that. Where packages come
# from is left to the settings of cargo, npm and pip on the machine.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# rustup puts its cargo here; a shell that was open before does not know it.
export PATH := $(HOME)/.cargo/bin:$(PATH)

GRAPHIQL := web/graphiql
BUNDLE := $(GRAPHIQL)/dist/graphiql.js
VALIDATOR := target/frictionless
# How large the graphs of the benchmark are: S, M or L.
SIZE ?= M

.PHONY: help serve test check package tests soak bench figures graphiql clean

help: ## Lists the commands.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(BUNDLE) ## Builds everything and serves the bundled data at http://127.0.0.1:8080.
	@.ci/setup rust compiler
	cargo build --release -p entente-cli --bin entente
	cargo run --quiet --release -p entente-cli --bin entente -- serve --data data

test: $(BUNDLE) check package tests ## Runs every check and test.

check: ## Checks format and lints.
	@.ci/setup rust compiler
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

package: $(VALIDATOR)/installed ## Validates the bundled data as a Data Package.
	$(VALIDATOR)/bin/frictionless validate data/datapackage.json

# nextest runs no examples of the documentation, so cargo does; a snapshot that differs is a failure and not an update.
tests: export INSTA_UPDATE := no
tests: ## Runs the tests of the whole workspace.
	@.ci/setup rust compiler
	@if cargo nextest --version >/dev/null 2>&1; then \
		set -x; cargo test --workspace --doc; cargo nextest run --workspace --no-fail-fast; \
	else \
		set -x; cargo test --workspace --no-fail-fast; \
	fi

soak: ## Runs the tests of what a store survives at length: 10,000 power cuts, 1,000 kills, a crowd for a minute.
	@.ci/setup rust compiler
	ENTENTE_CROWD_SECONDS=60 cargo test -p entente-cli --test crowd crowded -- --nocapture
	ENTENTE_KILLS=500 cargo test -p entente-cli --test crowd killed -- --nocapture
	ENTENTE_KILLS=500 cargo test -p entente-engine --test documents killed -- --nocapture
	ENTENTE_POWER_CUTS=10000 cargo test -p entente-store --test durability -- --nocapture

bench: ## Measures speed and size beside hand-written rows, petgraph and bare SQLite; SIZE=S, M (3 minutes) or L (a quarter of an hour).
	@.ci/setup rust compiler
	cargo build --release -p entente-benches
	cargo run --quiet --release -p entente-benches -- --size $(SIZE)

figures: ## Prints the size of the code: lines by package, largest file, longest function.
	@cargo test --quiet -p entente-tests figures -- --nocapture

graphiql: $(BUNDLE) ## Builds the GraphiQL page, which the server embeds when it is compiled next.

$(BUNDLE): $(GRAPHIQL)/node_modules/.package-lock.json $(wildcard $(GRAPHIQL)/*.js $(GRAPHIQL)/*.jsx $(GRAPHIQL)/*.css)
	cd $(GRAPHIQL) && npm run --silent build

# The bundler brings its program in a package of its own, so no script of a package has to run.
$(GRAPHIQL)/node_modules/.package-lock.json: $(GRAPHIQL)/package.json $(GRAPHIQL)/package-lock.json
	@.ci/setup node
	cd $(GRAPHIQL) && npm ci --ignore-scripts --no-progress
	@touch $@

$(VALIDATOR)/installed: .ci/frictionless.txt
	@.ci/setup python
	rm -rf $(VALIDATOR)
	python3 -m venv $(VALIDATOR)
	$(VALIDATOR)/bin/python -m pip install --quiet --disable-pip-version-check --requirement .ci/frictionless.txt
	@touch $@

clean: ## Removes everything that was built.
	cargo clean
	rm -rf $(GRAPHIQL)/node_modules $(GRAPHIQL)/dist/graphiql.*
