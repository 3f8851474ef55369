#!/usr/bin/env bash
# Measures the search and prints figures: the build with and without it in turn, the size of the index against the text,
# and queries in Chromium: bytes as a host sends them (gzip) and time until the first results are shown.
#   benches/search.sh [COUNT] [ROUNDS] [QUERIES]
# It needs node, Chromium (CHROMIUM, /usr/bin/chromium) and playwright-core (npm install in tests/browser).
set -eu
here=$(cd "$(dirname "$0")" && pwd); count=${1:-10000}; rounds=${2:-3}; queries=${3:-60}
cargo build --quiet --profile dist --features jemalloc --locked --manifest-path "$here/../Cargo.toml"
liuhao=$(readlink -f "${CARGO_TARGET_DIR:-$here/../target}/dist/liuhao")
work=$(mktemp -d /dev/shm/liuhao-search.XXXXXX); trap 'rm -rf "$work"' EXIT
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), cores: $(nproc)"
python3 "$here/corpus.py" liuhao "$count" "$work"
for name in with without; do cp -r "$here/feed" "$work/$name"; rm -rf "$work/$name/content"; ln "$work/content" "$work/$name/content" 2>/dev/null || cp -r "$work/content" "$work/$name/content"; done
echo "search: false" >> "$work/without/site.yaml"
for _ in $(seq "$rounds"); do
  for name in without with; do
    rm -rf "$work/$name/public" "$work/$name/.liuhao"
    (cd "$work/$name" && /usr/bin/time -o "$work/$name.time" -f '%e %M' "$liuhao" build > /dev/null)
  done
  read -r a am < <(tail -n1 "$work/without.time"); read -r b bm < <(tail -n1 "$work/with.time")
  echo "$count stories: without search ${a} s ${am} KB, with ${b} s ${bm} KB; of the build the search is $(python3 -c "print(round(100*($b-$a)/$b))") %"
done
node "$here/search.mjs" "$work/with" "$queries"
