#!/usr/bin/env python3
"""Packs what an office is given: a folder with the program, its short manual and an example site, as one .zip.

  packaging/zip.py PROGRAM ZIP

The folder in it is called 六好. Names are UTF-8 and marked as such; times are one and the same, so that equal files make an equal
.zip. A program without `.exe` keeps its right to run, and the entry for a Linux menu goes beside it.
"""
import sys
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = "六好"
EXAMPLE = ["site.yaml", "content", "static"]
TIME = (2026, 1, 1, 0, 0, 0)


def files(program):
    """Names in the .zip and the files that they are of, in order."""
    is_windows = program.suffix == ".exe"
    yield "liuhao.exe" if is_windows else "liuhao", program
    yield "使用说明.html", REPOSITORY / "packaging/使用说明.html"
    for name in ["LICENSE-MIT", "LICENSE-APACHE"]:
        yield f"许可/{name}", REPOSITORY / name
    if not is_windows:
        yield "liuhao.desktop", REPOSITORY / "packaging/linux/liuhao.desktop"
    for name in EXAMPLE:
        path = REPOSITORY / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file():
                yield f"示例网站/{file.relative_to(REPOSITORY).as_posix()}", file


def main():
    program, out = Path(sys.argv[1]), Path(sys.argv[2])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, file in files(program):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # A regular file that all may read; the program may be run.
            entry.external_attr = (0o100755 if file == program else 0o100644) << 16
            packed.writestr(entry, file.read_bytes())


main()
