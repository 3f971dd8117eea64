#!/usr/bin/env python3
"""Measures how much longer a build takes with all checks than without any, and says so in one line.

    python3 benches/checks.py [--pages 10000] [--runs 8] [--scratch /dev/shm]

Builds run in turn, the first of each not counted; the figure is the median of the ratios of runs next to each other.
The scratch folder must be on tmpfs.
"""

import argparse
import pathlib
import tempfile

import compare
import hub

ARGS = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ARGS.add_argument("--pages", type=int, default=10000)
ARGS.add_argument("--runs", type=int, default=8)
ARGS.add_argument("--scratch", default="/dev/shm", help="a folder on tmpfs")
GOAL = 1.5


def main():
    args = ARGS.parse_args()
    bindery = compare.built("bin", "bindery")
    with tempfile.TemporaryDirectory(dir=args.scratch) as scratch:
        sites = {name: pathlib.Path(scratch, name) for name in ("with", "without")}
        hub.make(sites["with"], args.pages, "hub")
        compare.copy_without_checks(sites["with"], sites["without"])
        commands = [(name, [bindery, "build", "--site", str(site), "--out", "{out}"], True) for name, site in sites.items()]
        figures = compare.in_turn(commands, scratch, args.runs)
    times = {name: compare.seconds(figures, name) for name in sites}
    ratio = compare.ratio(figures, "with", "without")
    print(f"{args.pages} pages: {times['with']:.2f} s with checks, {times['without']:.2f} s without, ratio {ratio:.2f}, goal {GOAL}")


if __name__ == "__main__":
    main()
