// Tries the checks themselves: a small page that is in order must pass each of them, and each planted
// fault must be found by the check that is there for it. A check that can't fail proves nothing.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { axe } from "./checks/axe.mjs";
import { budget } from "./checks/budget.mjs";
import { keyboard } from "./checks/keyboard.mjs";
import { doubleText, layout, setSpacing } from "./checks/layout.mjs";
import { watch } from "./checks/quiet.mjs";
import { scriptless, shown } from "./checks/scriptless.mjs";
import { tables } from "./checks/tables.mjs";
import { inParallel, openPage, setScheme, setWidth } from "./chromium.mjs";
import { Report } from "./report.mjs";
import { serve } from "./server.mjs";

const icon = `<link rel="icon" href="data:,">`;
const good = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Good</title>${icon}
<style>
body { margin: 0; font: 1rem/1.6 sans-serif; background: #fff; color: #222 }
a { color: #003d99; display: inline-block; padding: .5rem }
:focus-visible { outline: 3px solid #222 }
.skip { position: absolute; left: -99rem } .skip:focus { left: 0 }
.table { overflow-x: auto } .table td { white-space: nowrap }
.box { overflow: hidden }
</style></head><body>
<a class="skip" href="#main">Skip to the text</a>
<header><nav aria-label="Menu"><a href="#one">One</a> <a href="#two">Two</a></nav></header>
<main id="main" tabindex="-1"><h1>Good</h1>
<p id="one">Some text with <a href="#two">a link</a> in it.</p>
<div class="box"><p id="two">Some text in a box that takes the height that it needs.</p></div>
<div class="table" tabindex="0" role="region" aria-label="Hours"><table><thead><tr>${"<th scope=\"col\">Day</th>".repeat(6)}</tr></thead><tr>${"<td>Ten to one in the morning</td>".repeat(6)}</tr></table></div>
<form><label>Words <input name="words" autocomplete="off"></label>
<fieldset><legend>Useful?</legend><label><input type="radio" name="u" value="yes"> Yes</label> <label><input type="radio" name="u" value="no"> No</label></fieldset>
<button>Send</button></form>
<details><summary>More</summary><p>Folded <a href="#one">link</a>.</p></details>
${"<p>Filling.</p>".repeat(30)}<p><a href="#main">The last link</a></p>
</main></body></html>`;

// Each way to look, as the run does it. All are tried on the page in order, too.
const ways = {
    axe: async ({ page }) => (await axe(page)).faults,
    axeDark: async ({ page, devtools }) => {
        await setScheme(devtools, "dark");
        return (await axe(page)).faults;
    },
    layout: ({ page }) => layout(page),
    spaced: async ({ page }) => {
        await setSpacing(page);
        return layout(page);
    },
    doubled: async ({ page, devtools }) => {
        await setWidth(page, 1280);
        return doubleText(page, devtools, () => layout(page));
    },
    zoomed: async ({ page }) => {
        await setWidth(page, 640, { height: 400, density: 2 });
        return layout(page);
    },
    keyboard: ({ page }) => keyboard(page),
    keyboardForced: async ({ page, devtools }) => {
        await setScheme(devtools, "forced");
        return keyboard(page);
    },
    tables: ({ page, devtools }) => tables(page, devtools),
    quiet: async ({ quiet }) => {
        // The run looks after seconds; here scripts need a moment to do their harm.
        for (let tries = 0; tries < 20; tries += 1) {
            await new Promise((done) => setTimeout(done, 200));
            const faults = await quiet.faults();
            if (faults.length > 0) return faults;
        }
        return [];
    },
};

// [what is planted, how it is looked at, what must be said of it, the HTML that is put before </main>
// or a function from the good page to the bad one]
const style = (css) => (html) => html.replace("</style>", `${css}</style>`);
const script = (code) => (html) => html.replace("</main>", `</main><script>${code}</script>`);
const planted = [
    ["a picture without a description", "axe", /image-alt/, `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`],
    ["grey text on white", "axe", /color-contrast contrast/, `<p style="color: #999">Pale.</p>`],
    ["grey text in dark colours only", "axeDark", /color-contrast contrast/, style("@media (prefers-color-scheme: dark) { p { color: #bbb } }")],
    ["small targets side by side", "axe", /target-size/, `<div style="display: flex">${["one", "two", "main"].map((id) => `<a href="#${id}" style="padding: 0; width: 10px; height: 10px; font-size: 8px; line-height: 1">${id[0]}</a>`).join("")}</div>`],
    ["a field without a label", "axe", /axe label/, `<input>`],
    ["no language", "axe", /html-has-lang/, (html) => html.replace(` lang="en"`, "")],
    ["a heading level left out", "axe", /heading-order/, `<h4>Deep</h4>`],
    ["a block of 500 pixels", "layout", /scrolls sideways at.*wide/, `<div class="wide" style="width: 500px">Wide</div>`],
    ["a long word", "layout", /scrolls sideways/, `<p>${"word".repeat(30)}</p>`],
    ["a wide block, the page's overflow hidden", "layout", /beyond the right edge/, (html) => style("html, body { overflow-x: clip }")(html).replace("</main>", `<p style="width: 500px">${"words ".repeat(40)}</p></main>`)],
    ["a paragraph that scrolls", "layout", /only code and tables/, `<p tabindex="0" style="overflow-x: auto; white-space: nowrap">${"words ".repeat(40)}</p>`],
    ["a table that no key reaches", "layout", /no key gets there/, (html) => html.replace(`<div class="table" tabindex="0"`, `<div class="table"`)],
    ["text cut off by a height", "layout", /text is cut off at.*low/, `<div class="low" style="overflow: hidden; height: 20px">${"words ".repeat(40)}</div>`],
    ["text cut off with an ellipsis", "layout", /text is cut off/, `<p style="overflow: clip; text-overflow: ellipsis; white-space: nowrap">${"words ".repeat(40)}</p>`],
    ["a box that fits its text only as set", "spaced", /text is cut off/, `<p style="overflow: hidden; white-space: nowrap; width: 17ch; font-family: monospace">Just fits in here</p>`],
    ["a line that fits its place only as set", "spaced", /scrolls sideways/, `<p style="white-space: nowrap; font-family: monospace">This line is nearly as wide as</p>`],
    ["text in pixels", "doubled", /does not follow/, style("body { font-size: 16px }")],
    ["a box of a fixed height", "doubled", /text is cut off/, `<p style="overflow: hidden; height: 26px; line-height: 26px; width: 9rem">Fits.</p>`],
    ["a block for wide screens", "zoomed", /scrolls sideways/, `<div style="width: 700px">Wide</div>`],
    ["a table that is only laid out as one", "tables", /gets 0 of 6 at td/, (html) => html.replace("<table>", `<table role="presentation">`)],
    ["rows that are hidden", "tables", /gets 1 of 2 at tr/, (html) => html.replace("<tr><td>", `<tr aria-hidden="true"><td>`)],
    ["a heading that is read with each cell", "tables", /read with the cell/, (html) => style("td::before { content: attr(data-label) ' ' }")(html.replace("<td>", `<td data-label="Hours">`))],
    ["no outline", "keyboard", /nothing shows that it has the focus/, style(":focus-visible { outline: none }")],
    ["an outline of one pixel", "keyboard", /nothing shows/, style(":focus-visible { outline: 1px solid #222 }")],
    ["an outline that can't be seen", "keyboard", /nothing shows/, style(":focus-visible { outline: 3px solid transparent }")],
    ["a shadow in place of an outline, in forced colours", "keyboardForced", /nothing shows/, style(":focus-visible { outline: none; box-shadow: 0 0 0 3px #222 }")],
    ["a header that covers the focus", "keyboard", /is covered/, style("header { position: fixed; inset: 0; background: #fff }")],
    ["a link that stays outside the window", "keyboard", /outside the window/, `<a href="#one" style="position: fixed; left: -999px">Away</a>`],
    ["an order of its own", "keyboard", /later than its place/, `<a href="#one" tabindex="1">First</a>`],
    ["a trap", "keyboard", /trapped/, script(`document.querySelector("button").addEventListener("keydown", (event) => event.preventDefault())`)],
    ["a circle", "keyboard", /circle/, script(`document.querySelector("button").addEventListener("blur", () => document.querySelector("main a").focus())`)],
    ["a link that is passed over", "keyboard", /does not get there at.*last/, (html) => script(`document.querySelector(".last").addEventListener("focus", (event) => event.target.blur())`)(html.replace("</main>", `<a class="last" href="#one">Last</a></main>`))],
    ["no skip link", "keyboard", /first stop is not a skip link/, (html) => html.replace(`href="#main">Skip`, `href="/">Skip`)],
    ["a skip link to nowhere", "keyboard", /does not move the focus/, (html) => html.replace(`<main id="main"`, `<main id="other"`)],
    ["a picture from elsewhere", "quiet", /another server at https:\/\/example\.org/, `<img alt="" src="https://example.org/a.png">`],
    ["a font from elsewhere", "quiet", /another server/, style("@font-face { font-family: f; src: url(https://example.org/f.woff2) } h1 { font-family: f }")],
    ["a cookie", "quiet", /stores something.*cookie/, script(`document.cookie = "a=1"`)],
    ["local storage", "quiet", /stores something.*localStorage/, script(`localStorage.setItem("a", 1)`)],
    ["session storage", "quiet", /stores something.*sessionStorage/, script(`sessionStorage.setItem("a", 1)`)],
    ["a database", "quiet", /stores something.*indexedDB/, script(`indexedDB.open("a")`)],
    ["a message in the console", "quiet", /message in the console/, script(`console.error("no")`)],
    ["a script that fails", "quiet", /script failed/, script("nothing.at.all")],
    ["a picture that is not there", "quiet", /answered with 404/, `<img alt="" src="/missing.png">`],
    ["text that a script writes", "scriptless", /words of the main text/, script(`document.querySelector("main").append("word ".repeat(50))`)],
    ["text that a script shows", "scriptless", /can't be seen/, (html) => script("document.body.className = 'on'")(style("body:not(.on) #one { display: none }")(html))],
    ["navigation that a script shows", "scriptless", /can't be seen/, (html) => script("document.body.className = 'on'")(style("body:not(.on) nav { opacity: 0 }")(html))],
];

ways.scriptless = async ({ page, browser, url, source }) => {
    const other = await openPage(browser, { scripts: false });
    await other.page.goto(url);
    const faults = await scriptless(source, await shown(page), await shown(other.page));
    await other.close();
    return faults;
};

const texts = (faults) => faults.map(({ check, what, where }) => `${check} ${what} at ${where}`);

export async function plantFaults() {
    const cases = Object.keys(ways).map((way) => ["nothing", way, null, ""]);
    const extra = {};
    const all = [...cases, ...planted].map(([what, way, expected, change], n) => {
        const html = typeof change === "function" ? change(good) : good.replace("</main>", `${change}</main>`);
        if (expected && html === good) throw new Error(`${what} changes nothing`);
        extra[`/${n}.html`] = html;
        return { what, way, expected, path: `/${n}.html`, html };
    });
    const server = await serve(".", { extra });
    const wrong = [...weighFaults(), ...groupFaults()];
    try {
        await inParallel(all, async (browser, { what, way, expected, path, html }) => {
            const opened = await openPage(browser);
            const quiet = watch(opened.page, server.origin);
            await setScheme(opened.devtools, "light");
            await setWidth(opened.page, 320);
            const url = server.origin + path;
            await opened.page.goto(url, { waitUntil: "load" });
            const found = texts(await ways[way]({ ...opened, quiet, url, source: html, browser }));
            const right = expected ? found.some((text) => expected.test(text)) : found.length === 0;
            if (!right) wrong.push(`${way}, ${what} planted: found ${found.join("; ") || "nothing"}`);
            await opened.close();
        });
    } finally {
        await server.stop();
    }
    if (wrong.length > 0) throw new Error(`Checks that do not work:\n${wrong.join("\n")}`);
    console.log(`${planted.length} planted faults are found, and a page in order passes`);
}

// The budget, on a folder with random words, which hardly compress.
function weighFaults() {
    const noise = (bytes) => Array.from({ length: bytes }, (_, n) => String.fromCharCode(97 + ((n * n * 31 + n * 7919 + (n >> 3) * 104729) % 9973) % 26)).join("");
    const folder = mkdtempSync(join(tmpdir(), "bindery-budget-"));
    const weigh = (words, css, js) => {
        writeFileSync(join(folder, "a.html"), `<link rel="stylesheet" href="a.css"><main><p>${"word ".repeat(words)}</p></main>`);
        writeFileSync(join(folder, "a.css"), noise(css));
        writeFileSync(join(folder, "a.js"), noise(js));
        return texts(budget(folder, "a.html").faults).join("; ");
    };
    const tries = [
        [[900, 10, 10], /^$/],
        [[900, 40_000, 10], /first view.*all styles/],
        [[900, 10, 40_000], /all scripts/],
        [[100, 10, 10], /only 100 words/],
    ];
    const wrong = tries.flatMap(([values, expected]) => {
        const found = weigh(...values);
        return expected.test(found) ? [] : [`budget of ${values}: found ${found || "nothing"}`];
    });
    rmSync(folder, { recursive: true });
    return wrong;
}

// A report with a fault in it is not a clean one.
function groupFaults() {
    const report = new Report();
    report.add([{ check: "a", what: "b", where: "c" }], { page: "/" });
    const { log } = console;
    console.log = () => {};
    const clean = report.print();
    console.log = log;
    return clean ? ["the report passes over a fault"] : [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await plantFaults();
