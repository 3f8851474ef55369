#!/usr/bin/env python3
"""Measures the ways out on 100 stories: the Word file of a series, and 100 articles for the public account.

    benches/ways.py [path of liuhao]

The stories are those of content/branches, copied under a hundred names into one series; every photo is encoded once and
then lies in the cache, so each command runs twice, and both runs are told. Times are of the processor (user and system), as a
clock says little on a machine that is shared.
"""
import resource, shutil, subprocess, sys, tempfile, zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/dist/liuhao")
COUNT = 100


def site(folder):
    """A site of 100 stories in one series; the paths of the stories."""
    shutil.copy(ROOT / "site.yaml", folder)
    series = folder / "content/series"
    series.mkdir(parents=True)
    series.joinpath("bai-pian.md").write_text("---\ntitle: 一百篇\n---\n前言一段。\n")
    originals = sorted((ROOT / "content/branches").glob("shili-*/index.md"))
    paths = []
    for nth in range(COUNT):
        original = originals[nth % len(originals)]
        copy = folder / f"content/branches/s{nth:03}"
        shutil.copytree(original.parent, copy)
        text = copy.joinpath("index.md").read_text()
        head, body = text.split("\n---\n", 1)
        # One series for all; an address belongs to one story.
        own = ("series:", "系列:", "slug:", "aliases:")
        lines = [line for line in head.splitlines() if not line.startswith(own)]
        copy.joinpath("index.md").write_text("\n".join(lines) + "\nseries: bai-pian\n---\n" + body)
        paths.append(f"content/branches/s{nth:03}/index.md")
    return paths


def measured(name, arguments, folder):
    for run in ("first", "again"):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if done.returncode:
            sys.exit((done.stdout + done.stderr)[-2000:])
        print(f"{name}, {run}: {took:.2f} s, {after.ru_maxrss // 1024} MB at most so far")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        paths = site(folder)
        measured(f"Word file of {COUNT} stories", ["booklet", "bai-pian", "--docx", "a.docx"], folder)
        with zipfile.ZipFile(folder / "a.docx") as archive:
            titles = archive.read("word/document.xml").count(b'"Heading1"')
        assert titles >= COUNT, titles
        measured(f"{COUNT} articles", ["wechat", *paths, "--out", "wechat"], folder)


main()
