#!/usr/bin/env python3
"""How long a build takes that finds a manifest of 500,000 lines, made up or left: python3 benches/manifest.py PROGRAM [LINES].

The site has one story. The lines are of files that are gone, all in one folder or each in its own. It needs blake3
(pip install blake3): a manifest ends with the hash of what it holds.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

import blake3

program = os.path.abspath(sys.argv[1])
lines = int(sys.argv[2]) if len(sys.argv) > 2 else 500_000
shapes = {
    "none": "",
    "one folder": "branches/n{:07d}.html",
    "the root": "n{:07d}.html",
    "a folder each": "gone{:07d}/index.html",
}


def build(folder):
    """Seconds and processor seconds of a build."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [program, "build", "--root", folder, "--lang", "en", "--today", "2026-01-01"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode != 0:
        sys.exit(run.stderr)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


for name, shape in shapes.items():
    took = []
    for _ in range(5):
        with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
            os.makedirs(f"{folder}/content/branches")
            with open(f"{folder}/site.yaml", "w", encoding="utf-8") as settings:
                settings.write("name: 示例老干部\n")
            with open(f"{folder}/content/branches/a.md", "w", encoding="utf-8") as story:
                story.write("---\ntitle: 甲\ndate: 2024-03-18\n---\n支部现有党员。\n")
            build(folder)
            manifest = f"{folder}/.liuhao/public/manifest"
            with open(manifest, encoding="utf-8") as file:
                own = [line for line in file if not line.startswith(("liuhao ", "end "))]
            with open(manifest, encoding="utf-8") as file:
                first = file.readline()
            digest = blake3.blake3(b"x").hexdigest()
            if shape:
                own += [f"{digest} {shape.format(number)}\n" for number in range(lines)]
            own.sort(key=lambda line: line.split(" ", 1)[1])
            text = first + "".join(own)
            with open(manifest, "w", encoding="utf-8") as file:
                file.write(text + f"end {blake3.blake3(text.encode()).hexdigest()}\n")
            took.append(build(folder))
    took.sort()
    wall, processor = took[len(took) // 2]
    print(f"{name}: {wall:.2f} s, {processor:.2f} s of processor time (median of {len(took)})", flush=True)
