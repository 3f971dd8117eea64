// The panel that the preview adds to each page, and its list of the whole hub, as people meet them: in English and in
// Welsh, with a mouse, with keys alone, without a script, on a small screen, in the dark, in forced colours and on
// paper. With PICTURES set to a folder, pictures of all that are put there for people to look at.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { axe } from "../checks/axe.mjs";
import { keyboard } from "../checks/keyboard.mjs";
import { openPage, setScheme, setWidth } from "../chromium.mjs";

const links = (n) => Array.from({ length: n }, (_, i) => `[A link of the page, number ${i}, which is long](good.md)`).join(" ");

const files = {
    "site.yaml": "title: Hub of libraries\nurl: https://hub.example.org/\nfeedback: no\nlanguages: [en, cy]\nchecks:\n  heading-no-content: ignore\n  owner-missing: ignore\n  review-overdue: ignore\n  sentence-long: ignore\n  table-no-caption: ignore\n  translation-missing: ignore\n",
    "index.md": "---\ntitle: Home\nsummary: A hub.\n---\n",
    "cy/index.md": "---\ntitle: Hafan\nsummary: Hyb.\n---\n",
    "guidance/index.md": "---\ntitle: Guidance\nsummary: All guidance.\n---\n",
    "guidance/good.md": "---\ntitle: Good\nsummary: Nothing is wrong.\nreview_due: 2020-01-01\n---\n\nWords.\n",
    "guidance/bad.md": `---\ntitle: Bad\nsummary: Much is wrong.\nowner:\n---\n\n## Rooms\n\n#### Too deep\n\nClick [here](good.md) to read more.\n\n${"A paragraph with more words. ".repeat(60)}\n\n${links(120)}\n\n| A | B |\n| - | - |\n| [x](good.md#) | y |\n`,
    "guidance/draft.md": "---\ntitle: A draft\nsummary: S.\nstatus: draft\n---\n\nWords.\n",
    "cy/canllawiau/drwg.md": "---\ntitle: Drwg\nsummary: Mae llawer o'i le.\ntype: guidance\nowner:\n---\n\n## Ystafelloedd\n\n#### Rhy ddwfn\n\nCliciwch [yma](../index.md) i ddarllen mwy.\n",
};

// A preview of a hub with faults, which ends with this test and in any case after four minutes.
async function startPreview(program) {
    const hub = await mkdtemp(join(tmpdir(), "bindery-panel-"));
    const write = async (path, text) => {
        await mkdir(dirname(join(hub, "content", path)), { recursive: true });
        await writeFile(join(hub, "content", path), text);
    };
    for (const [path, text] of Object.entries(files)) await write(path, text);
    const child = spawn(program, ["serve", "--site", hub], { stdio: ["ignore", "ignore", "pipe"] });
    const limit = setTimeout(() => child.kill(), 240_000);
    const told = [];
    const home = await new Promise((resolve, reject) => {
        let address;
        child.once("exit", () => reject(new Error("the preview does not start")));
        createInterface({ input: child.stderr }).on("line", (line) => {
            told.push(line);
            address ??= line.match(/Open (http:\/\/localhost:\d+\/)/)?.[1].replace("localhost", "127.0.0.1");
            // By now the checks have looked.
            if (address && /to mend/.test(line)) resolve(address);
        });
    });
    const stop = async () => {
        clearTimeout(limit);
        child.kill();
        await rm(hub, { recursive: true, force: true });
    };
    return { home, write, told, stop };
}

const inPanel = (page, look, ...more) => page.evaluate(
    `(${look})(document.querySelector("bindery-panel"), ...${JSON.stringify(more)})`,
);
const isOpen = (page) => inPanel(page, (host) => host.shadowRoot.querySelector("details").open);
const hasFocus = (page, what) => inPanel(page, (host, what) => Boolean(host.shadowRoot.activeElement?.matches(what)), what);
const summary = (page) => page.waitForSelector("bindery-panel >>> summary");
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)))));

// What can be used and lies under the button.
const covered = (page) => inPanel(page, (host) => {
    if (!host.dataset.corner) return [];
    const box = host.shadowRoot.querySelector("summary").getBoundingClientRect();
    const meets = (other) => other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top;
    const usable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, label")];
    return usable.filter((element) => [...element.getClientRects()].some(meets)).map((element) => element.outerHTML.slice(0, 80));
});

export async function panel(chromium, program, expect) {
    const preview = await startPreview(program);
    const { home } = preview;
    const pictures = process.env.PICTURES;
    const picture = async (page, name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`) });
    const bad = { en: `${home}guidance/bad/`, cy: `${home}cy/canllawiau/drwg/` };
    const withPage = async (run, options) => {
        const { page, devtools, close } = await openPage(chromium, options);
        page.on("console", (message) => {
            const { url } = message.location();
            // So many pages are opened, one after the other, that some must ask twice for what is new.
            const isFault = message.type() === "error" && !url.endsWith("/__preview/events");
            expect(!isFault, `a page says ${message.text()} (${url})`);
        });
        page.on("pageerror", (error) => expect(false, `a page fails: ${error.message}`));
        page.on("request", (request) => expect(/^data:/.test(request.url()) || request.url().startsWith(home), `something is asked of ${request.url()}`));
        await run(page, devtools);
        await close();
    };
    const sound = async (page, name) => {
        const { faults: found } = await axe(page);
        // The pages have faults of their own: those that the panel is about.
        const faults = found.filter(({ check }) => check !== "axe heading-order");
        for (const { check, what, where } of faults) expect(false, `${name}: ${check}: ${what} (${where})`);
        const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect(wide <= width, `${name} is ${wide} pixels wide in a window of ${width}`);
    };

    // A page as it is when it is opened: one that is loaded anew has its panel as it was.
    const visit = async (page, address) => {
        await page.goto(`${home}guidance/good/`, { waitUntil: "load" });
        await page.goto(address, { waitUntil: "load" });
    };

    const looks = async (page, devtools) => {
        for (const lang of ["en", "cy"]) {
            for (const scheme of ["light", "dark", "forced"]) {
                for (const width of [320, 1280]) {
                    const name = `panel-${lang}-${scheme}-${width}`;
                    await setScheme(devtools, scheme);
                    await setWidth(page, width);
                    await visit(page, bad[lang]);
                    await sound(page, `${name}, closed`);
                    await picture(page, `${name}-closed`);
                    await (await summary(page)).click();
                    expect(await isOpen(page), `${name} opens when it is clicked`);
                    await sound(page, `${name}, open`);
                    await picture(page, `${name}-open`);
                    const box = await inPanel(page, (host) => host.shadowRoot.querySelector(".panel").getBoundingClientRect().toJSON());
                    expect(box.top >= 0 && box.left >= 0 && box.right <= width && box.bottom <= 800, `${name} is in the window: ${JSON.stringify(box)}`);
                }
            }
            await setScheme(devtools, "light", "print");
            const display = await inPanel(page, (host) => getComputedStyle(host).display);
            expect(display === "none", `the panel is on paper: ${display}`);
        }
    };

    const keys = async (page) => {
        await setWidth(page, 1280);
        await visit(page, bad.en);
        // What is in the panel that check can't see, so it is looked at below.
        const faults = (await keyboard(page)).filter(({ where }) => where !== "bindery-panel");
        for (const { what, where } of faults) expect(false, `with the panel: ${what} (${where})`);
        await visit(page, bad.en);
        // It comes last, so one step back leads to it.
        await page.keyboard.down("Shift");
        await page.keyboard.press("Tab");
        await page.keyboard.up("Shift");
        expect(await hasFocus(page, "summary"), "the button is the last stop of the Tab key");
        const outline = await inPanel(page, (host) => getComputedStyle(host.shadowRoot.querySelector("summary")).outlineWidth);
        expect(parseFloat(outline) >= 2, `the focus on the button is seen: ${outline}`);
        await page.keyboard.press("Enter");
        expect(await isOpen(page), "Enter opens the panel");
        await page.keyboard.press("Tab");
        expect(await hasFocus(page, ".panel, .panel *"), "the Tab key leads into the panel");
        await page.keyboard.press("Escape");
        expect(!(await isOpen(page)) && (await hasFocus(page, "summary")), "Escape closes the panel and the focus goes to its button");
        await page.keyboard.press("Space");
        expect(await isOpen(page), "the space bar opens the panel");
        await page.focus("main a");
        expect(!(await isOpen(page)), "the panel closes when the focus goes back to the page, which it would cover");
        await page.keyboard.press("Escape");
        expect(await page.evaluate(() => document.activeElement.matches("main a")), "Escape leaves the focus where it is while the panel is closed");
    };

    const covers = async (page) => {
        for (const width of [320, 700]) {
            await setWidth(page, width);
            await visit(page, bad.en);
            const places = new Set();
            for (let at = 0; ; at += 97) {
                const end = await page.evaluate((at) => { scrollTo(0, at); return document.documentElement.scrollHeight - innerHeight; }, at);
                await settle(page);
                const under = await covered(page);
                expect(under.length === 0, `at ${width} pixels, ${at} down, the button lies on ${under}`);
                places.add(await inPanel(page, (host) => host.dataset.corner ?? "the end of the page"));
                if (at > end) break;
            }
            expect(places.size > 1, `at ${width} pixels nothing was in its way, so this proves nothing`);
        }
    };

    const follows = async (page) => {
        await setWidth(page, 1280);
        const says = (words) => page.waitForFunction(
            (words) => document.querySelector("bindery-panel")?.shadowRoot.querySelector("[role=status]").textContent.includes(words),
            { timeout: 15_000 }, words,
        ).catch(() => expect(false, `“${words}” is not announced`));
        await visit(page, bad.cy);
        await says("I’w cywiro: 3");
        const now = await inPanel(page, (host) => host.shadowRoot.querySelector("[role=status]").getAttribute("aria-live") ?? "polite");
        expect(now === "polite", `it is announced politely: ${now}`);
        await (await summary(page)).click();
        const path = "cy/canllawiau/drwg.md";
        await preview.write(path, files[path].replace("#### Rhy", "### Rhy"));
        await says("I’w cywiro: 2");
        expect(await isOpen(page), "the panel stays open when the page is loaded anew");
        expect(await hasFocus(page, "summary"), "and the focus stays with it");
        await preview.write(path, files[path].replace("#### Rhy", "### Rhy").replace("owner:\n", "").replace("[yma](../index.md)", "yma"));
        await says("Dim i’w gywiro");
        // Another page now has this one's title: its own words are as they were, and what is found in it is not.
        const good = await page.browser().newPage();
        await good.goto(`${home}guidance/good/`, { waitUntil: "load" });
        await preview.write("guidance/a-twin.md", files["guidance/good.md"]);
        const heard = await good.waitForFunction(
            () => document.querySelector("bindery-panel")?.shadowRoot.textContent.includes("title-duplicate"),
            { timeout: 15_000 },
        ).catch(() => null);
        expect(heard, "a page hears of what is found in it through a change elsewhere");
        await good.close();
    };

    const list = async (page, devtools) => {
        for (const lang of ["en", "cy"]) {
            for (const scheme of ["light", "dark", "forced"]) {
                for (const width of [320, 1280]) {
                    const name = `list-${lang}-${scheme}-${width}`;
                    await setScheme(devtools, scheme);
                    await setWidth(page, width);
                    await page.goto(`${home}__preview/?in=${lang}`, { waitUntil: "load" });
                    await sound(page, name);
                    await picture(page, name);
                }
            }
        }
    };

    const scriptless = async (page) => {
        await setWidth(page, 320);
        await visit(page, bad.en);
        const place = await inPanel(page, (host) => getComputedStyle(host.shadowRoot.querySelector("details")).position);
        expect(place === "static", `without a script the panel stands at the end of the page: ${place}`);
        const button = await summary(page);
        await button.scrollIntoView();
        await button.click();
        expect(await isOpen(page), "without a script the panel opens");
        await picture(page, "panel-scriptless");
        await Promise.all([page.waitForNavigation(), page.click("bindery-panel >>> .panel > p:last-child a")]);
        expect(page.url().includes("/__preview/"), `the panel leads to the list: ${page.url()}`);
        await page.select("#level", "warning");
        await Promise.all([page.waitForNavigation(), page.click("form button")]);
        const words = await page.evaluate("document.body.innerText");
        expect(words.includes("field-empty") && !words.includes("WCAG 2.2, criterion 1.3.1"), `the list is narrowed: ${words}`);
        await Promise.all([page.waitForNavigation(), page.click(".problems a")]);
        expect((await page.$("main h1")) && page.url().startsWith(home), `an entry leads to its page: ${page.url()}`);
    };

    try {
        if (pictures) await mkdir(pictures, { recursive: true });
        for (const part of [looks, keys, covers, list, follows]) await withPage(part);
        await withPage(scriptless, { scripts: false });
    } finally {
        await preview.stop();
    }
}
