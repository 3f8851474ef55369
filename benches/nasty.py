#!/usr/bin/env python3
"""What hostile input costs: Markdown of a megabyte that parsers stumble over, and pictures.

    cargo build --profile dist && benches/nasty.py [path/to/liuhao]

Every case is a site of its own with one story, built by the program itself; processor time and the
highest memory are those that the system counts for the process, less what an empty site takes.
"""

import os
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

MEGABYTE = 1_000_000
MARKDOWN = {
    "`>` a thousand deep, again and again": (">" * 1000 + " 甲\n\n"),
    "`*甲` without end": "*甲",
    "`_甲` without end": "_甲",
    "`[` without end": "[",
    "`![[` without end": "![[",
    "`[a](` without end": "[a](",
    "lists, each inside the last": None,
    "`**甲` and `乙**` by turns": "**甲“乙**”",
    "backticks of growing length": None,
    "`<!--` without end": "<!--",
    "`<b>` without end": "<b>",
    "`&` without end": "&",
    "a table of 50,000 columns": None,
    "footnotes that call each other": None,
    "`~~甲` without end": "~~甲",
    "links to nowhere": "[甲][乙] ",
    "a word of one letter that looks like a figure": "o",
    "a word of letters and figures": "1O",
    "`甲.` in one line": "甲.",
    "blanks in full width in one line": "　",
    "signs for a number": "□",
    "`批注[` without end": "批注[",
    "`###＃` and bold": "###＃**甲** **\n",
    "shares of members": "女8名，占一半。",
    "totals of members": "共有党员26名。",
    "members without a mark between": "党员26名",
    "parts of members in one sentence": "党员26名，离休2名，退休24名，平均年龄70岁，",
    "branches without a mark between": "党支部",
    "words of a chat": "[图",
    "titles in `<<` without end": "<<甲",
    "addresses without end": "http：",
    "tables of two rows": "|甲|\n|--|\n|乙|丙|\n\n",
    "prose": "支部开展活动90余场次，受益群众2000多人次。\n\n",
}


def markdown(name, piece):
    if name.startswith("lists"):
        lines, depth = [], 0
        while sum(len(line) + 1 for line in lines[-1:]) * len(lines) < MEGABYTE * 2 and depth < 1400:
            lines.append(" " * (2 * depth) + "- 甲")
            depth += 1
        return "\n".join(lines)
    if name.startswith("backticks"):
        return " a ".join("`" * length for length in range(1, 1400))
    if name.startswith("a table"):
        return "|甲" * 50_000 + "|\n" + "|-" * 50_000 + "|\n" + "|乙" * 50_000 + "|\n"
    if name.startswith("footnotes"):
        return "".join(f"[^{n}]: 甲[^{n + 1}]\n\n" for n in range(40_000)) + "[^0]\n"
    return piece * (MEGABYTE // len(piece.encode()) + 1)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, rows):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    body = b"".join(data.compress(row) for _ in range(rows)) + data.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def run(program, files, command=("build",)):
    """Processor seconds, highest memory in MB, exit code."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        rules = ", ".join(f"{rule}: off" for rule in ("broken-link", "missing-image", "missing-alt"))
        (root / "site.yaml").write_text(f"name: 示例\nhtml: sanitised\nrules: {{{rules}}}\n")
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        call = [program, *command, "--root", folder]
        child = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, child.returncode


def story(text):
    return {"content/branches/a.md": f"---\ntitle: 示例\ndate: 2024-03-01\n---\n{text}\n"}


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "target/dist/liuhao"
    idle = min(run(program, story("甲"))[0] for _ in range(5))
    print(f"An empty site: {idle * 1000:.0f} ms of processor time.\n")
    print("| Markdown | MB | s of processor time per MB | highest memory, MB | exit code |\n|---|---|---|---|---|")
    worst = 0
    for name, piece in MARKDOWN.items():
        text = markdown(name, piece)
        size = len(text.encode()) / MEGABYTE
        seconds, memory, code = min(run(program, story(text)) for _ in range(3))
        # Published, or refused with a report: anything else is no answer.
        assert code in (0, 1), f"{name}: exit code {code}"
        worst = max(worst, (seconds - idle) / size)
        print(f"| {name} | {size:.2f} | {(seconds - idle) / size:.3f} | {memory:.0f} | {code} |")
    print(f"\nThe worst: {worst:.3f} s per MB.\n")
    print("| facts | KB | ms of processor time | exit code |\n|---|---|---|---|")
    for name, key in {"keys that nobody knows": "键{}", "other words for keys": "党员人数{}", "ages as keys": "{}岁以上"}.items():
        for count in (1000, 3000):
            facts = "".join(f"{key.format(n)}: 3名\n" for n in range(count))
            page = {"content/branches/a.md": f"---\ntitle: 示例\ndate: 2024-03-01\n{facts}---\n甲\n"}
            seconds, _, code = min(run(program, page) for _ in range(3))
            print(f"| {name}, {count} | {len(facts.encode()) / 1000:.0f} | {(seconds - idle) * 1000:.0f} | {code} |")
    for count in (1000, 2000, 4000):
        facts = "活动:\n" + "".join(f"  活动{n}：{n % 9 + 1}\n" for n in range(count))
        page = {"content/branches/a.md": f"---\ntitle: 示例\ndate: 2024-03-01\n{facts}---\n甲\n"}
        seconds, _, code = min(run(program, page, ("check", "--fix", "--dry-run")) for _ in range(3))
        print(f"| a diff in which every line is another, {count} | {len(facts.encode()) / 1000:.0f} | {seconds * 1000:.0f} | {code} |")
    print()
    bombs = {
        "PNG that says 50,000 × 50,000": png(50_000, 50_000, 1),
        "PNG that says 6,400 × 6,250 and holds a row": png(6_400, 6_250, 1),
        "PNG of 19,000 × 19,000 in 1 MB, all there": png(19_000, 19_000, 19_000),
    }
    print("| picture | bytes | ms of processor time | highest memory, MB | exit code |\n|---|---|---|---|---|")
    for name, picture in bombs.items():
        files = {**story("![甲](p.png)"), "content/branches/p.png": picture}
        seconds, memory, code = min(run(program, files) for _ in range(3))
        print(f"| {name} | {len(picture):,} | {seconds * 1000:.0f} | {memory:.0f} | {code} |")


main()
