#!/usr/bin/env bash
# Build one corpus in memory (tmpfs) and build it again: with nothing changed, with one text, one title and one setting changed; then check.
# Prints wall and processor time, peak memory, the ratio to the first build, and the size of what is kept beside that of the sources.
#   benches/again.sh [COUNT] [SITE] [PROGRAM]
# SITE is a folder with site.yaml (benches/feed, the full theme, is the default); PROGRAM is built with profile dist unless it is given.
set -eu
here=$(cd "$(dirname "$0")" && pwd); n=${1:-10000}; site=$(readlink -f "${2:-$here/feed}"); liuhao=${3:-}
if [ -z "$liuhao" ]; then
  cargo build --quiet --profile dist --features jemalloc --manifest-path "$here/../Cargo.toml"
  liuhao="${CARGO_TARGET_DIR:-$here/../target}/dist/liuhao"
fi
liuhao=$(readlink -f "$liuhao")
work=$(mktemp -d /dev/shm/liuhao-again.XXXXXX); trap 'rm -rf "$work"' EXIT
cp -r "$site" "$work/site"; rm -rf "$work/site/content" "$work/site/public"
python3 "$here/corpus.py" liuhao "$n" "$work/corpus"; mv "$work/corpus/content" "$work/site/content"
cd "$work/site"; first=; story=$(find content/branches -name '*.md' | sort | sed -n "$((n / 2))p")
run() { # what, then the call
  what=$1; shift
  /usr/bin/time -o "$work/t" -f '%e %U %S %M' "$liuhao" "$@" > "$work/said"
  read -r wall user system memory < <(tail -n1 "$work/t"); first=${first:-$wall}
  printf '%-28s %6.2f s wall  %6.2f s processor  %7d KB  %5.1f %% of the first\n' "$what" "$wall" \
    "$(python3 -c "print($user+$system)")" "$memory" "$(python3 -c "print(100*$wall/$first)")"
}
run "first build" build
sleep 0.1; run "nothing changed" build; run "nothing changed, again" build; run "check, nothing changed" check
echo "又写了一句。" >> "$story"; run "one text changed" build
sed -i 's/^title: /title: 新/' "$story"; run "one title changed" build
echo "再写了一句。" >> "$story"; run "check, one text changed" check
run "the same, built" build
echo 'footer: 示例' >> site.yaml; run "a setting changed" build
run "without what is kept" build --no-cache
kept=$(du -sb .liuhao/public/cache | cut -f1); sources=$(du -sb content | cut -f1)
ls -l .liuhao/public/cache | awk 'NR > 1 {print "kept:", $9, $5}'
echo "kept $kept bytes, sources $sources bytes: $((100 * kept / sources)) %"
