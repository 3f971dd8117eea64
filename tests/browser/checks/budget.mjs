// Weighs what a reader has to load, compressed as a server does it: the first view of a long page
// of guidance fits into the first answer that a server sends without waiting (ten packets of 1,460
// bytes), and style sheets and scripts stay small.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { filesIn } from "../places.mjs";

export const limits = { firstView: 14_600, styles: 8_000, scripts: 5_000, words: 850 };

const weight = (text) => gzipSync(text, { level: 9 }).length;

// `page` is the path of the page's file in `folder`.
export function budget(folder, page) {
    const faults = [];
    const check = (what, is, most) => {
        if (is > most) faults.push({ check: "budget", what: `${what}: ${is} bytes, ${most} are the most`, where: page });
    };
    const files = filesIn(folder);
    const all = (end) => files.filter((path) => end.test(path)).reduce((sum, path) => sum + weight(readFileSync(join(folder, path))), 0);
    const html = readFileSync(join(folder, page), "utf8");
    const sheets = [...html.matchAll(/<link\b[^>]*rel="?stylesheet"?[^>]*>/g)].map(([tag]) => tag.match(/href="?([^"\s>]+)/)[1]);
    const linked = sheets.reduce((sum, href) => sum + weight(readFileSync(join(folder, page, "..", href.split("?")[0]))), 0);
    const figures = { firstView: weight(html) + linked, styles: all(/\.css$/), scripts: all(/\.m?js$/), words: words(html) };
    check("HTML and styles of the first view", figures.firstView, limits.firstView);
    check("all styles", figures.styles, limits.styles);
    check("all scripts", figures.scripts, limits.scripts);
    if (figures.words < limits.words) faults.push({ check: "budget", what: `the page that is weighed has only ${figures.words} words`, where: page });
    return { faults, figures };
}

// The words of the main text, without its navigation, its forms and its lists of facts.
function words(html) {
    const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
    const text = main.replace(/<(nav|form|dl|details)\b[\s\S]*?<\/\1>/g, " ").replace(/<[^>]*>/g, " ");
    return text.split(/\s+/).filter(Boolean).length;
}
