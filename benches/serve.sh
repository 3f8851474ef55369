#!/usr/bin/env bash
# Measures the preview and prints figures: start to first page, save to event, save to visible change in a browser, a page
# for one client while 500 others send a byte a second, or while 600 to 1,000 streams are held or opened anew all the time, and a
# storm of 20,000 edits.
#   benches/serve.sh [EDITS] [SECONDS]
# It needs node, Chromium (CHROMIUM, /usr/bin/chromium) and playwright-core (npm install in tests/browser).
set -eu
here=$(cd "$(dirname "$0")" && pwd); edits=${1:-50}; seconds=${2:-60}
cargo build --quiet --release --locked --manifest-path "$here/../Cargo.toml"
liuhao=$(readlink -f "${CARGO_TARGET_DIR:-$here/../target}/release/liuhao")
work=$(mktemp -d /dev/shm/liuhao-serve.XXXXXX); trap 'rm -rf "$work"' EXIT
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), cores: $(nproc)"
for count in 10 10000; do
  python3 "$here/corpus.py" liuhao "$count" "$work/$count"
  cp "$here/feed/site.yaml" "$work/$count/site.yaml"
  node "$here/serve.mjs" latency "$liuhao" "$work/$count" "$edits"
done
node "$here/serve.mjs" starve "$liuhao" "$work/10" "$seconds"
node "$here/serve.mjs" streams "$liuhao" "$work/10" "$seconds"
LIUHAO_STORM=20000 cargo test --quiet --locked --manifest-path "$here/../Cargo.toml" --test serve after_a_storm -- --nocapture | grep changes:
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
