# Front door. `make demo` and `make test` need nothing but Debian or Ubuntu with Swift.
export SWIFT_DETERMINISTIC_HASHING := 1
SOURCES := Package.swift Sources Tests

.PHONY: setup build test lint format clean

setup:
	@Scripts/setup

build: setup
	swift build -c release

test: setup lint
	swift test --disable-xctest

lint:
	swift format lint --strict --parallel --recursive $(SOURCES)

format:
	swift format --in-place --parallel --recursive $(SOURCES)

clean:
	rm -rf .build
