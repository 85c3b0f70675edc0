# run: index the sample corpus if there is no index yet, and serve on http://127.0.0.1:8080
# test: everything that must be green; installs Chromium for the browser suite when it is missing
# bench: the benchmarks, each beside its baseline

.PHONY: run test bench

run:
	cargo run --release

test:
	sh tests/install-chromium.sh
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items
	cargo test --locked

bench:
	cargo bench --locked --bench analysis --bench indexing --bench search
