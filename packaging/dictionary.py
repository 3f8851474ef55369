#!/usr/bin/env python3
"""Makes src/slug/dictionary.bin from the dictionary of the crate jieba-rs:
    packaging/dictionary.py PATH/TO/jieba-rs/src/data/dict.txt
Each line is a word, a blank and how often it was seen; the parts of speech, which slugs do not need, are left out. Sorted
lines are packed in blocks, each by itself; words with the same first character lie in one. Before them stand how often all
words were seen, the number of blocks, and of each block its first character and its length.
The dictionary is jieba's (MIT, Copyright (c) 2013 Sun Junyi)."""
import struct
import sys
import zlib
from itertools import groupby
from pathlib import Path

BLOCK = 32 * 1024  # bytes; smaller ones pack worse, larger ones are unpacked in vain

rows = [line.split(" ") for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
words = sorted((row[0], int(row[1])) for row in rows)
blocks = []
for first, group in groupby(words, key=lambda row: row[0][0]):
    lines = "".join(f"{word} {seen}\n" for word, seen in group).encode()
    if not blocks or len(blocks[-1][1]) + len(lines) > BLOCK:
        blocks.append((first, b""))
    blocks[-1] = (blocks[-1][0], blocks[-1][1] + lines)
packed = [(ord(first), zlib.compress(lines, 9)) for first, lines in blocks]
head = struct.pack(">II", sum(seen for _, seen in words), len(packed))
table = b"".join(struct.pack(">II", first, len(lines)) for first, lines in packed)
target = Path(__file__).resolve().parent.parent / "src/slug/dictionary.bin"
target.write_bytes(head + table + b"".join(lines for _, lines in packed))
print(f"{len(words)} words, {len(packed)} blocks, {target.stat().st_size} bytes")
