#!/usr/bin/env python3
"""Makes one synthetic hub, for Bindery or for Hugo: so many pages of about 838 words, with the same words, links, dates
and topics in both; only the spelling of links and the names of section files differ.

    python3 benches/hub.py --pages N --for hub|hugo OUT [--seed 7]

Six pages in ten are guidance (8 areas, each with 5 * sqrt(N/1000) sections), three are stories (12 years), one is a
guide with a file to download. A page has 7 headings, emphasis, two lists, a table, a quotation, 3 links to other
pages, a picture, and one to three of 40 * sqrt(N/1000) topics. Every word and name in it is drawn by chance. For Hugo
the theme beside this script is copied in.
"""

import argparse
import json
import math
import os
import pathlib
import posixpath
import random
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
TITLE = "Harbour Library Hub"
AREAS = [("starting", "Starting a library"), ("collections", "Collections"), ("lending", "Lending"),
         ("volunteers", "Volunteers"), ("events", "Events"), ("funding", "Funding"),
         ("premises", "Premises"), ("digital", "Digital help")]
KINDS = [("checklists", "Checklists"), ("posters", "Posters"), ("forms", "Forms"), ("slides", "Slides"),
         ("toolkits", "Toolkits"), ("policies", "Policies"), ("budgets", "Budgets"), ("surveys", "Surveys")]
YEARS = list(range(2015, 2027))
FORMATS = ["PDF", "DOCX", "XLSX", "ODT", "PPTX", "EPUB"]
AUTHORS = [f"{a} {b}" for a, b in zip(
    "Amina Bao Carla Dmitri Esther Farid Greta Hana Ivo Jun Kemi Lars Maeve Nadia Omar Priya Quinn Rosa Sami Tessa".split(),
    "Okafor Nguyen Mendes Petrov Cohen Haddad Lindqvist Sato Novak Park Adeyemi Holm Byrne Rahman Aziz Sharma Doyle Ortega Virtanen Marsh".split())]
TADJ = ["Rural", "Seed", "Toy", "Tool", "School", "Evening", "Mobile", "Shared", "Outdoor", "Quiet", "Family",
        "Bilingual", "Local", "Summer", "Winter", "Youth", "Senior", "Pop-up", "Island", "Harbour"]
TNOUN = ["libraries", "lending", "reading groups", "workshops", "archives", "grants", "partnerships", "outreach",
         "cataloguing", "repair days", "story hours", "safeguarding", "signage", "accessibility", "surveys",
         "training", "insurance", "newsletters", "exhibitions", "storage"]
NOUN = """library shelf reader volunteer loan book story poster grant neighbour catalogue desk meeting hall garden budget
 council school parent child group room lamp chair table window door letter form survey visitor member partner shed seed tool
 toy record photograph map newspaper rota key lease heater printer laptop screen cable password leaflet banner stall market
 bus ferry village street corner bench playground kitchen teapot notice calendar folder label sticker box trolley crate""".split()
VERB = """borrows returns repairs sorts shares opens closes plans records counts lends welcomes teaches prints paints carries
 checks lists stores updates renews funds hosts visits answers moves cleans labels measures helps invites thanks reads""".split()
ADJ = """quiet local small careful weekly shared bright warm honest early simple plain steady useful patient rural open
 regular spare printed written borrowed trusted seasonal modest friendly practical clear low sturdy""".split()
ADV = "often usually gently slowly together kindly twice again first later once quickly clearly well".split()
LINK = "and because while so although before after until when where".split()


def sentence_pool(seed, n=6000):
    r = random.Random(seed * 1000003 + 1)
    pool = []
    for _ in range(n):
        w = ["The", r.choice(ADJ), r.choice(NOUN), r.choice(ADV), r.choice(VERB), "the", r.choice(ADJ), r.choice(NOUN)]
        for _ in range(r.randint(0, 2)):
            w += [r.choice(LINK), "a", r.choice(NOUN), r.choice(VERB), "the", r.choice(NOUN)]
        if r.random() < .15:
            w[2] = "**" + w[2] + "**"
        elif r.random() < .12:
            w[-1] = "*" + w[-1] + "*"
        pool.append(" ".join(w) + ".")
    return pool


class Page:
    __slots__ = ("i", "kind", "dir", "slug", "title", "desc", "date", "authors", "topics")


class Site:
    def __init__(self, n, seed):
        self.n, self.seed = n, seed
        f = math.sqrt(n / 1000)
        self.subs = max(2, round(5 * f))
        self.ntopics = max(8, min(400, round(40 * f)))
        self.topics = [f"{TADJ[k % 20]} {TNOUN[(k // 20 + k) % 20]}" for k in range(self.ntopics)]
        assert len(set(self.topics)) == self.ntopics
        self.pool = sentence_pool(seed)
        # sections: dir -> (title, [child dirs])
        self.sections = {}
        for s, t in AREAS:
            kids = []
            for k in range(self.subs):
                d = f"{s}/{NOUN[k % len(NOUN)]}-{k + 1}"
                kids.append(d)
                self.sections[d] = (f"{t}: {NOUN[k % len(NOUN)]} matters {k + 1}", [])
            self.sections[s] = (t, kids)
        for s, t, kids in (("stories", "Stories", [(str(y), f"Stories from {y}") for y in YEARS]),
                           ("resources", "Resources", KINDS)):
            self.sections[s] = (t, [f"{s}/{k}" for k, _ in kids])
            for k, kt in kids:
                self.sections[f"{s}/{k}"] = (kt, [])
        self.pages = [self.meta(i) for i in range(n)]

    def meta(self, i):
        r = random.Random(self.seed * 7919 + i)
        p = Page()
        p.i = i
        y, m, d = r.choice(YEARS), r.randint(1, 12), r.randint(1, 28)
        if y == 2026:
            m = min(m, 10)
        p.date = f"{y}-{m:02d}-{d:02d}"
        k = i % 10
        if k < 6:
            p.kind = "guide"
            p.dir = f"{AREAS[r.randrange(8)][0]}/"
            s = r.randrange(self.subs)
            p.dir += f"{NOUN[s % len(NOUN)]}-{s + 1}"
            p.title = f"How a {r.choice(ADJ)} {r.choice(NOUN)} helps the {r.choice(NOUN)} {i}"
        elif k < 9:
            p.kind = "story"
            p.dir = f"stories/{y}"
            p.title = f"The {r.choice(ADJ)} {r.choice(NOUN)} and the {r.choice(NOUN)} {i}"
        else:
            p.kind = "resource"
            p.dir = f"resources/{KINDS[r.randrange(8)][0]}"
            p.title = f"{r.choice(ADJ).capitalize()} {r.choice(NOUN)} sheet {i}"
        p.slug = p.title.lower().replace(" ", "-")
        p.desc = r.choice(self.pool).replace("*", "")
        p.authors = r.sample(AUTHORS, r.choice((1, 1, 2)))
        p.topics = sorted(r.sample(self.topics, r.choice((1, 2, 2, 3))))
        return p

    def body(self, p, link, image):
        r = random.Random(self.seed * 104729 + p.i)
        pool = self.pool
        S = lambda k: " ".join(r.choices(pool, k=k))
        targets = [self.pages[t] for t in r.sample(range(self.n), 4) if t != p.i][:3]
        L = [f"See [{t.title}]({link(p, t)}) for more." for t in targets]
        H = [f"{r.choice(ADJ).capitalize()} {a} {r.choice(NOUN)} {k}" for k, a in
             enumerate(("first", "next", "deeper", "wider", "careful", "last", "extra"), 1)]
        o = [f"{S(5)} {L[0]}", f"## {H[0]}", S(5), "\n".join(f"- {S(1)}" for _ in range(5)),
             f"### {H[1]}", S(5), f"## {H[2]}", f"{S(5)} {L[1]}",
             "\n".join(f"> {S(1)}" for _ in range(2)),
             f"![A {r.choice(ADJ)} {r.choice(NOUN)}]({image(p)}/fig-{r.randrange(12):02d}.svg)",
             f"## {H[3]}",
             "| Item | Who | When | Note |\n| --- | --- | ---: | --- |\n" + "\n".join(
                 f"| {r.choice(NOUN)} | {r.choice(AUTHORS)} | {r.randint(1, 52)} | {r.choice(ADJ)} {r.choice(NOUN)} |"
                 for _ in range(5)), S(r.randint(4, 9)),
             f"### {H[4]}", "\n".join(f"{k}. {S(1)}" for k in range(1, 5)),
             f"## {H[5]}", f"{S(5)} {L[2]}", f"## {H[6]}", S(r.randint(4, 9))]
        return "\n\n".join(o) + "\n"


quoted = json.dumps  # a JSON string is a YAML string


def relative(page, other):
    return posixpath.relpath(f"{other.dir}/{other.slug}.md", page.dir)


def front(page, dialect):
    summary = "summary" if dialect == "hub" else "description"
    lines = ["---", f"title: {quoted(page.title)}", f"{summary}: {quoted(page.desc)}", f"date: {page.date}"]
    lines += [f"authors: {quoted(page.authors)}", f"topics: {quoted(page.topics)}"]
    if page.kind == "resource":
        k = page.i % 24
        download = {"file": f"/files/sheet-{k:02d}.txt", "format": FORMATS[k % 6], "size": f"{40 + k * 7} KB"}
        lines += [f"file: sheet-{k:02d}.txt" if dialect == "hub" else f"download: {quoted(download)}"]
    return "\n".join(lines + ["---", "", ""])


def hub_folder(folder):
    """The folder that gives pages their content type in Bindery."""
    top = folder.split("/")[0]
    if top == "resources":
        return folder.replace("resources", "guides", 1)
    return folder if top in ("", "stories") else f"guidance/{folder}"


def to_hub(site):
    for page in site.pages:
        page.dir = hub_folder(page.dir)
    site.sections = {hub_folder(d): (title, [hub_folder(k) for k in kids]) for d, (title, kids) in site.sections.items()}
    site.sections["guides"] = ("Guides", site.sections["guides"][1])
    site.sections["guidance"] = ("Guidance", [f"guidance/{area}" for area, _ in AREAS])


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make(out, pages, dialect, seed=7):
    """Writes the hub to a folder that is not there yet."""
    out = pathlib.Path(out)
    hub = dialect == "hub"
    site = Site(pages, seed)
    if hub:
        to_hub(site)
    content, index = out / "content", "index.md" if hub else "_index.md"
    summary = "summary" if hub else "description"

    def section(folder, title, text):
        head = ["---", f"title: {quoted(title)}", f"{summary}: {quoted(text)}", "---", "", ""]
        put(content / folder / index, "\n".join(head) + f"{text}\n")

    section("", TITLE, "Guidance, stories and things to download for small libraries.")
    for folder, (title, _) in site.sections.items():
        section(folder, title, f"Everything that neighbours asked about {title.lower()}.")
    link = relative if hub else lambda _, other: f"/{other.dir}/{other.slug}.md"
    image = (lambda page: posixpath.relpath("img", page.dir)) if hub else (lambda _: "/img")
    for page in site.pages:
        put(content / page.dir / f"{page.slug}.md", front(page, dialect) + site.body(page, link, image))
    for k in range(12):
        colour = f"{(k * 1118481) % 0xffffff:06x}"
        put((content if hub else out / "static") / f"img/fig-{k:02d}.svg",
            f'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="320" height="200" '
            f'fill="#{colour}"/><text x="20" y="110">Figure {k}</text></svg>\n')
    folders = sorted({page.dir for page in site.pages if page.kind == "resource"}) if hub else ["files"]
    for folder in folders:
        for k in range(24):
            text = " ".join(site.pool[k * 20 : k * 20 + 20]).replace("*", "")
            put((content if hub else out / "static") / folder / f"sheet-{k:02d}.txt", text + "\n")
    if hub:
        put(content / "site.yaml", f"title: {TITLE}\nurl: https://hub.example.org/\nfeedback:\n  provider: custom\n"
            "  action: https://forms.example.org/in\n")
    else:
        shutil.copytree(HERE / "themes/hugo", out, dirs_exist_ok=True)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--pages", type=int, default=1000)
    args.add_argument("--for", dest="dialect", choices=["hub", "hugo"], required=True)
    args.add_argument("--seed", type=int, default=7)
    args.add_argument("out")
    args = args.parse_args()
    if os.path.exists(args.out):
        sys.exit(f"{args.out} exists")
    make(args.out, args.pages, args.dialect, args.seed)


if __name__ == "__main__":
    main()
