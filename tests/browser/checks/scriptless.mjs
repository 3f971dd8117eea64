// Compares a page with scripts and without: everything that the page's file says in its main text and
// its navigation must be seen either way, and scripts must not be what writes the text.

import { inPage } from "./in-page.mjs";

// What a page shows, to be asked of both.
export function shown(page) {
    return inPage(page, () => {
        const pieces = [];
        let words = 0;
        const main = document.querySelector("main") ?? document.body;
        for (const area of new Set([main, ...document.querySelectorAll("nav, h1")])) {
            const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const { data, parentElement: parent } = walker.currentNode;
                const text = data.trim().replace(/\s+/g, " ");
                // What is folded away opens without a script, so it counts as seen.
                const folded = parent.closest("details:not([open])");
                const seen = (folded ?? parent).checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
                if (!text || !seen || parent.closest("script, style, noscript, template")) continue;
                pieces.push({ text, where: name(parent) });
                if (area === main) words += text.split(" ").length;
            }
        }
        return { pieces, words };
    });
}

// `source` is the page's file as it came from the server.
export async function scriptless(source, withScripts, without) {
    const faults = [];
    const add = (what, where) => faults.push({ check: "without scripts", what, where });
    if (without.words === 0) add("there is no main text", "main");
    if (without.words < withScripts.words * 0.9) add(`shows ${without.words} of ${withScripts.words} words of the main text`, "main");
    const file = plain(source);
    const seen = new Set(without.pieces.map(({ text }) => text));
    for (const { text, where } of withScripts.pieces) {
        if (!seen.has(text) && file.includes(text)) add("can't be seen", where);
    }
    return faults;
}

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0", "#39": "'", "#x27": "'" };
function plain(html) {
    return html.replace(/<[^>]*>/g, "\n").replace(/&([#\w]+);/g, (all, key) => entities[key] ?? all).replace(/\s+/g, " ");
}
