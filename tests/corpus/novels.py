"""Writes the novels in R's file of data (first argument) as texts into a folder (second argument).

The file holds one record for each novel, in alphabetical order: four bytes, and a list of lines as R serialises it
(“R Internals”, section 1.8), packed by zlib.
"""

import struct
import sys
import zlib

NOVELS = ["emma", "mansfieldpark", "northangerabbey", "persuasion", "prideprejudice", "sensesensibility"]
HEAD = 23  # "X\n", three versions, and the name of the encoding

data = open(sys.argv[1], "rb").read()
for novel in NOVELS:
    packed = zlib.decompressobj()
    record = packed.decompress(data[4:])
    data = packed.unused_data
    count = struct.unpack(">I", record[HEAD + 4 : HEAD + 8])[0]
    at, lines = HEAD + 8, []
    for _ in range(count):
        length = struct.unpack(">I", record[at + 4 : at + 8])[0]
        lines.append(record[at + 8 : at + 8 + length].decode())
        at += 8 + length
    with open(f"{sys.argv[2]}/{novel}.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
