#!/usr/bin/env python3
"""Times the language server on a site: its start until the first faults are told, and one change until its faults are told.

  benches/lsp.py LIUHAO SITE [CHANGES]

LIUHAO is the program, SITE a folder with stories (benches/corpus.py makes one). Prints medians and the slowest, in milliseconds,
without the half second that the server waits after the last key; the processor time that the program took for each, which
alone says something on a machine that does something else beside; and the memory that it had at most.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

program, site, changes = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3]) if len(sys.argv) > 3 else 10
PAUSE = 0.5
child = subprocess.Popen([program, "lsp", "--lang", "en"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def send(**message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    child.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    child.stdin.flush()


def hear():
    length = 0
    while (line := child.stdout.readline().strip()):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return json.loads(child.stdout.read(length))


def hear_of(uri):
    """Hears until the faults of a file are told; gives how many there are."""
    while True:
        message = hear()
        if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
            return len(message["params"]["diagnostics"])


def spent():
    """Milliseconds of processor time of the program so far, all threads."""
    with open(f"/proc/{child.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def told(name, times, spent):
    print(f"{name}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms, of {len(times)}; processor {spent / len(times):.0f} ms each")


file = sorted((site / "content" / "branches").rglob("*.md"))[0]
uri, text = file.as_uri(), file.read_text()
# A date that there is not: a fault each time, whatever the story says otherwise.
wrong = [text.replace("date: 20", f"date: 2024-02-3{digit} # 20", 1) for digit in "01"]
start, before = time.perf_counter(), spent()
send(id=1, method="initialize", params={"processId": None, "rootUri": site.as_uri(), "capabilities": {}})
hear()
send(method="initialized", params={})
send(method="textDocument/didOpen", params={"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": wrong[0]}})
count = hear_of(uri)
assert count > 0, "the slip is told"
told("start until the first faults", [(time.perf_counter() - start - PAUSE) * 1000], spent() - before)
times, before = [], spent()
for nth in range(changes):
    start = time.perf_counter()
    send(method="textDocument/didChange", params={"textDocument": {"uri": uri, "version": nth + 2}, "contentChanges": [{"text": wrong[nth % 2]}]})
    hear_of(uri)
    times.append((time.perf_counter() - start - PAUSE) * 1000)
told("change until its faults", times, spent() - before)
with open(f"/proc/{child.pid}/status") as status:
    print(next(line.strip() for line in status if line.startswith("VmHWM")))
send(id=2, method="shutdown", params=None)
send(method="exit", params=None)
child.wait()
