# run: index the sample corpus if there is no index yet, and serve on http://127.0.0.1:8080
# test: everything that must be green; installs Chromium for the browser suite when it is missing
# soak: the faults of tests/faults.md, long: about half an hour
# fuzz: random changes of real inputs, two minutes a target (VESTNIK_FUZZ_SECONDS), about 20 minutes
# bench: the benchmarks, each beside its baseline

.PHONY: run test soak fuzz bench

run:
	cargo run --release

test:
	sh tests/install-chromium.sh
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items
	cargo test --locked

soak:
	VESTNIK_SOAK=1 cargo test --locked --release --lib -- --nocapture faults
	VESTNIK_SOAK=1 cargo test --locked --release --test growth -- --nocapture
	VESTNIK_SOAK=1 cargo test --locked --release --test acceptance -- --nocapture --test-threads=1 faults kills full_disk::

fuzz:
	VESTNIK_FUZZ_SECONDS=$${VESTNIK_FUZZ_SECONDS:-120} cargo test --locked --release --test fuzz -- --nocapture --test-threads=1

bench:
	cargo bench --locked --bench analysis --bench indexing --bench page --bench search
