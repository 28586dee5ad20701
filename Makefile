# Front door. `make demo` and `make test` need nothing but Debian or Ubuntu with Swift: they set up the rest.
export SWIFT_DETERMINISTIC_HASHING := 1
SOURCES := Package.swift Sources Tests
# Options for the benchmark, as in: make bench BENCH="--runs 3 --cases import,plan_unchanged"
BENCH :=
# Options for the comparison, as in: make compare COMPARE=--all
COMPARE :=

.PHONY: help setup demo build test bench compare lint format clean

help:
	@echo "make demo     build, then everything on a simulated season"
	@echo "make test     set up, lint, build, run all tests"
	@echo "make build    .build/release/fullcourt"
	@echo "make bench    measure beside the peer (../shared) or on simulated seasons; needs Python"
	@echo "make compare  hold every computed table against the peer's (COMPARE=--all: four ways)"
	@echo "make format   format the sources;  make lint checks them"
	@echo "make clean    remove everything that was built, measured or simulated"

setup:
	@Scripts/setup

demo: build
	@.build/release/fullcourt demo

build: setup
	swift build -c release --product fullcourt --static-swift-stdlib

test: setup lint
	FULLCOURT_OPTIMIZED_TESTS=1 swift test --disable-xctest

bench: build
	@Scripts/bench $(BENCH)

compare: build
	@Scripts/compare-with-peer $(COMPARE)

lint:
	swift format lint --strict --parallel --recursive $(SOURCES)

format:
	swift format --in-place --parallel --recursive $(SOURCES)

clean:
	rm -rf .build .bench bench-results demo
