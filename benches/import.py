#!/usr/bin/env python3
"""Measures `liuhao import`: time and memory on a Word file of 10 MB, and headings and paragraphs beside pandoc and mammoth.

    benches/import.py [path of liuhao]

pandoc (apt) and mammoth (pip) are measured where they are installed. The examples are those of tests/import/docx and of
tests/import/docx-made (the same peculiarities, made by other programs), with what is expected beside each.
"""
import json, os, re, resource, shutil, subprocess, sys, tempfile, time, zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/dist/liuhao")
FOLDERS = [ROOT / "tests/import" / name for name in ("docx", "docx-made")]
EXAMPLES = sorted(p for folder in FOLDERS for p in folder.glob("*.docx") if not p.name.startswith(("bad-", "16-")))
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def expected(path):
    """Headings and paragraphs of the YAML beside an example, by its plain lists."""
    lists, key = {}, None
    for line in path.with_suffix(".yaml").read_text().splitlines():
        if re.match(r"^[a-z_]+:", line):
            key = line.split(":")[0]
        elif line.startswith("- ") and key:
            lists.setdefault(key, []).append(line[2:].strip().strip("'\""))
        elif line.startswith("  ") and key in lists and key == "paragraphs":
            lists[key][-1] += line.strip()
    return lists.get("headings", []) + lists.get("subheadings", []), lists.get("paragraphs", [])


def blocks(markdown):
    text = re.sub(r"^---\n.*?\n---\n", "", markdown, flags=re.S)
    plain = lambda t: re.sub(r"[\\*]|\[\^\d+\]|\]\(<?[^)]*\)|\[", "", t).replace("\n", "").strip()
    found = [b.strip() for b in text.split("\n\n") if b.strip()]
    heads = [plain(b.lstrip("# ")) for b in found if b.startswith("#")]
    return heads, [plain(b) for b in found if not b.startswith("#")]


def ours(path):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([PROGRAM, "import", path, "--root", folder, "--to", "a"], check=True, capture_output=True)
        made = [p for p in Path(folder).rglob("*.md")]
        return made[0].read_text()


def pandoc(path):
    return subprocess.run(["pandoc", "--wrap=none", "-t", "markdown", path], capture_output=True, text=True).stdout


def mammoth(path):
    import mammoth as library
    with open(path, "rb") as file:
        return library.convert_to_markdown(file).value


def score(convert):
    heads = paragraphs = 0
    for path in EXAMPLES:
        wanted_heads, wanted = expected(path)
        own_heads, own = blocks(convert(path))
        bare = lambda t: re.sub(r"\s", "", t)
        own_heads, own = {bare(h) for h in own_heads}, {bare(p) for p in own}
        heads += sum(bare(h) in own_heads for h in wanted_heads)
        paragraphs += sum(bare(p) in own for p in wanted)
    return heads, paragraphs


def large():
    """A Word file of 10 MB of XML: 40,000 paragraphs of a story."""
    line = "<w:p><w:r><w:t>支部坚持每月开展主题党日，2023年以来开展16场次，组织老农技员下乡指导80余次，解决难题33个。</w:t></w:r></w:p>"
    body = line * (10 * 1024 * 1024 // len(line.encode()))
    path = Path(tempfile.mkdtemp()) / "large.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return path, len(body.encode())


def main():
    total_heads = sum(len(expected(p)[0]) for p in EXAMPLES)
    total = sum(len(expected(p)[1]) for p in EXAMPLES)
    tools = [("liuhao", ours)]
    if shutil.which("pandoc"):
        tools.append(("pandoc", pandoc))
    try:
        import mammoth  # noqa: F401
        tools.append(("mammoth", globals()["mammoth"]))
    except ImportError:
        pass
    for name, convert in tools:
        heads, paragraphs = score(convert)
        print(f"{name}: headings {heads} of {total_heads}, paragraphs {paragraphs} of {total}")
    path, size = large()
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([PROGRAM, "import", path, "--dry-run", "--root", str(path.parent), "--to", "a"], check=True, capture_output=True)
    took = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # What other programs do on the machine lengthens the one and not the other.
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = after.ru_maxrss // 1024
    print(f"{size / 1048576:.1f} MB of XML: {took:.2f} s, {used:.2f} s of processor time, {memory} MB at most")


main()
