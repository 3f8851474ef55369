#!/usr/bin/env python3
"""Times the desk of a running preview: the form of a story, and an edit until its page shows it.

  benches/desk.py LIUHAO SITE [EDITS]

LIUHAO is the program, SITE a folder with stories (benches/corpus.py makes one). Prints medians and the slowest, in
milliseconds, and the processor time that the program took for each: on a machine that does something else beside, that alone
says something. Each edit changes one fact back and forth by POST, as the form does, and asks for the page until it shows it.
"""
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.parse

program, site, edits = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 30
child = subprocess.Popen([program, "serve", "--root", site, "--port", "0", "--lang", "en"], stdout=subprocess.PIPE, text=True)
port = next(int(found[1]) for line in child.stdout if (found := re.search(r"localhost:(\d+)/", line)))


def ask(method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("localhost", port)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def spent():
    """Milliseconds of processor time of the program so far, all threads."""
    with open(f"/proc/{child.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def told(name, times, spent):
    print(f"{name}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms, of {len(times)}; processor {spent / len(times):.0f} ms each")


try:
    token = re.search(r'liuhao-token" content="(\w+)"', ask("GET", "/_liuhao/")[1])[1]
    headers = {"Origin": f"http://localhost:{port}", "X-Liuhao": token, "Content-Type": "application/json"}
    rows = json.loads(ask("GET", "/_liuhao/desk.json?state=published")[1])
    row = next(row for row in rows["rows"] if row["href"])
    form_of = f"/_liuhao/form.json?{urllib.parse.urlencode({'file': row['file']})}"
    print(f"{rows['totals']['all']} files")
    start, before = time.perf_counter(), spent()
    form = json.loads(ask("GET", form_of)[1])
    told("first form", [(time.perf_counter() - start) * 1000], spent() - before)
    forms, answers, pages, before = [], [], [], spent()
    for nth in range(edits):
        start = time.perf_counter()
        ask("GET", form_of)
        forms.append((time.perf_counter() - start) * 1000)
    of_forms, before = spent() - before, spent()
    for nth in range(edits):
        title = f"示例标题第{nth}次"
        change = {"op": "set", "path": "title", "value": title}
        body = json.dumps({"file": row["file"], "etag": form["etag"], "changes": [change]}).encode()
        start = time.perf_counter()
        status, answer = ask("POST", "/_liuhao/edit", body, headers)
        assert status == 200, answer
        answers.append((time.perf_counter() - start) * 1000)
        while title not in ask("GET", row["href"])[1]:
            pass
        pages.append((time.perf_counter() - start) * 1000)
        form = json.loads(answer)["form"]
    of_edits = spent() - before
    told("form", forms, of_forms)
    told("edit until answered", answers, of_edits)
    told("edit until the page shows it", pages, of_edits)
finally:
    child.terminate()
