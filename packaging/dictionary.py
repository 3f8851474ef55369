#!/usr/bin/env python3
"""Makes src/slug/dictionary.zlib from the dictionary of the crate jieba-rs:
    packaging/dictionary.py PATH/TO/jieba-rs/src/data/dict.txt
Each line is a word, a blank and how often it was seen; the parts of speech, which slugs do not need, are left out.
The dictionary is jieba's (MIT, Copyright (c) 2013 Sun Junyi)."""
import sys
import zlib
from pathlib import Path

rows = [line.split(" ") for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
text = "".join(f"{row[0]} {row[1]}\n" for row in rows)
target = Path(__file__).resolve().parent.parent / "src/slug/dictionary.zlib"
target.write_bytes(zlib.compress(text.encode("utf-8"), 9))
print(f"{len(rows)} words, {target.stat().st_size} bytes")
