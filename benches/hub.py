"""Makes the same synthetic hub for Bindery and for Hugo: so many pages of about 800 words, the same
each time, with sections, topics, authors, headings, lists, a table, links and a picture."""

import math
import pathlib
import random
import shutil

HERE = pathlib.Path(__file__).parent
AREAS = ["starting", "collections", "lending", "volunteers", "events", "funding", "premises", "digital"]
WORDS = """library volunteer reading shelf open saturday help neighbour book story village lend welcome rota
children morning group visit council building quiet table poster meet learn tea question share street garden
winter small careful ready kind useful local early second the a and of to in with for on at by from""".split()


def make(out, pages, dialect):
    """Writes the hub below `out`; `dialect` is "bindery" or "hugo"."""
    out = pathlib.Path(out)
    content = out / "content"
    chance = random.Random(7)
    hugo = dialect == "hugo"
    index = "_index.md" if hugo else "index.md"
    per_section = max(1, pages // (len(AREAS) * max(1, round(5 * math.sqrt(pages / 1000)))))
    topics = max(4, round(40 * math.sqrt(pages / 1000)))
    paths = []
    for n in range(pages):
        area = AREAS[n % len(AREAS)]
        section = n // len(AREAS) // per_section
        kind = "stories" if n % 10 < 3 else "guidance"
        folder = f"stories/{2013 + n % 12}" if kind == "stories" else f"guidance/{area}/part-{section}"
        paths.append(f"{folder}/page-{n}.md")
    folders = {""}
    for path in paths:
        parts = path.split("/")[:-1]
        folders.update("/".join(parts[: k + 1]) for k in range(len(parts)))
    for folder in sorted(folders):
        title = folder.split("/")[-1].capitalize() or "Harbour hub"
        write(content / folder / index, f"---\ntitle: {title}\n---\n{sentence(chance, 30)}\n")
    for n, path in enumerate(paths):
        write(content / path, page(chance, n, path, paths, topics, hugo))
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><path d="M0 0h8v4H0z"/></svg>\n'
    write((out / "static" if hugo else content) / "picture.svg", picture)
    if hugo:
        shutil.copytree(HERE / "themes/hugo", out, dirs_exist_ok=True)
    else:
        write(content / "site.yaml", "title: Harbour hub\nurl: https://hub.example.org/\nfeedback:\n"
              "  provider: custom\n  action: https://forms.example.org/in\n")
        shutil.copytree(HERE / "themes/bare", out / "themes/bare", dirs_exist_ok=True)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sentence(chance, words):
    text = " ".join(chance.choices(WORDS, k=words))
    return text.capitalize() + "."


def page(chance, n, path, paths, topics, hugo):
    day = f"20{13 + n % 12}-{n % 12 + 1:02}-{n % 28 + 1:02}"
    named = ", ".join(f"Topic {k}" for k in sorted({n % topics, (n * 7 + 3) % topics}))
    text = (f"---\ntitle: Page {n} on {WORDS[n % len(WORDS)]}\n{'description' if hugo else 'summary'}: "
            f"{sentence(chance, 12)}\ndate: {day}\nauthors: [Writer {n % 9}]\ntopics: [{named}]\n---\n\n")
    depth = "../" * path.count("/")
    text += f"![A drawing]({'/' if hugo else depth}picture.svg)\n\n"
    for part in range(5):
        other = paths[chance.randrange(len(paths))]
        link = "/" + other if hugo else depth + other
        text += (f"## Part {part} of {chance.choice(WORDS)}\n\n{sentence(chance, 70)} {sentence(chance, 40)} "
                 f"See *[this page]({link})*.\n\n- {sentence(chance, 12)}\n- **{chance.choice(WORDS)}** "
                 f"{sentence(chance, 10)}\n\n")
    text += "| Day | Opens | Closes |\n| --- | --- | --- |\n"
    text += "".join(f"| {day} | 10 am | 4 pm |\n" for day in ["Monday", "Tuesday", "Saturday"])
    return text + f"\n> {sentence(chance, 30)}\n"
