// Meets the preview as browsers do: node tests/browser/preview.mjs BINDERY, the program. More pages than a browser has
// connections are open at once and each follows an edit; a page elsewhere in the same browser tries to use the
// preview; a phone opens the address that --lan shows; and the panel with a page's problems is used in every way.
// Exits 1 if anything is found.

import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startChromium } from "./chromium.mjs";
import { panel } from "./preview/panel.mjs";

const [program] = process.argv.slice(2);
if (!program) {
    console.error("Usage: node tests/browser/preview.mjs BINDERY");
    process.exit(2);
}

const faults = [];
const expect = (is, what) => is || faults.push(what);

const hub = await mkdtemp(join(tmpdir(), "bindery-preview-"));
spawnSync(program, ["init", hub]);

// The preview, which ends with this test and in any case after three minutes.
const child = spawn(program, ["serve", "--lan=127.0.0.1", "--site", hub], { stdio: ["ignore", "ignore", "pipe"] });
const limit = setTimeout(() => child.kill(), 180_000);
const addresses = await new Promise((resolve, reject) => {
    const found = {};
    child.once("exit", () => reject(new Error("the preview does not start")));
    createInterface({ input: child.stderr }).on("line", (line) => {
        found.home ??= line.match(/Open (http:\/\/localhost:\d+\/)/)?.[1].replace("localhost", "127.0.0.1");
        found.lan ??= line.match(/or open (http:\S+)/)?.[1];
        if (found.home && found.lan) resolve(found);
    });
});

// A page elsewhere, as far as browsers are concerned.
const elsewhere = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<a href="${addresses.home}">preview</a>`);
});
await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
const foreign = `http://127.0.0.1:${elsewhere.address().port}/`;

const { browser, stop } = await startChromium();

async function pagesFollow() {
    const pages = [];
    for (let n = 0; n < 9; n += 1) {
        const page = await browser.newPage();
        await page.bringToFront();
        const opened = await page.goto(addresses.home, { waitUntil: "load", timeout: 15_000 }).catch(() => null);
        expect(opened?.status() === 200, `page ${n + 1} of those that are open at once waits for ever`);
        pages.push(page);
    }
    const file = join(hub, "content/index.md");
    await writeFile(file, (await readFile(file, "utf8")) + "\n\nWords that are new.\n");
    for (const [n, page] of pages.entries()) {
        await page.bringToFront();
        const words = () => page.waitForFunction(() => document.body.innerText.includes("Words that are new."), { timeout: 15_000 });
        expect(await words().catch(() => null), `page ${n + 1} does not follow an edit`);
    }
    await Promise.all(pages.map((page) => page.close()));
}

async function elsewhereIsShutOut() {
    const page = await browser.newPage();
    await page.goto(foreign);
    const got = await page.evaluate(async (home) => {
        const loads = (make) => new Promise((resolve) => {
            const element = make();
            element.onload = () => resolve(true);
            element.onerror = () => resolve(false);
            document.body.append(element);
        });
        const fetched = (options) => fetch(home, options).then((answer) => answer.type + answer.status, () => null);
        const heard = new Promise((resolve) => {
            const events = new EventSource(home + "__preview/events");
            events.onmessage = () => resolve(true);
            events.onerror = () => resolve(false);
        });
        return {
            "read a page": await fetched(),
            "ask without reading": await fetched({ mode: "no-cors" }),
            "send to it": await fetched({ method: "POST", mode: "no-cors", body: "a=b" }),
            "run its script": await loads(() => Object.assign(document.createElement("script"), { src: home + "__preview/reload.js" })),
            "hear of changes": await heard,
        };
    }, addresses.home);
    for (const [what, result] of Object.entries(got)) expect(!result, `a page elsewhere can ${what}: ${result}`);
    await page.evaluate((home) => document.body.insertAdjacentHTML("beforeend", `<iframe src="${home}"></iframe>`), addresses.home);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    const words = await framed?.evaluate(() => document.body.innerText).catch(() => "");
    expect(!words?.includes("library"), "a page elsewhere can show it in a frame");
    await Promise.all([page.waitForNavigation(), page.click("a")]);
    expect(page.url() === addresses.home && (await page.$("main")), "a link from elsewhere leads to the preview");
    await page.close();
}

async function phoneFollows() {
    const page = await browser.newPage();
    const wrong = [];
    // For a moment a file that is being written is empty, and the preview says so.
    page.on("response", (response) => response.status() !== 500 && response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`));
    await page.goto(addresses.lan, { waitUntil: "load" });
    expect(await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 50)), "the phone's page lacks its style");
    const section = await page.$eval("nav a", (link) => link.href);
    expect(section.startsWith(addresses.lan), `the phone's links stay below its address: ${section}`);
    const file = join(hub, "content/index.md");
    await writeFile(file, (await readFile(file, "utf8")) + "\n\nWords for the phone.\n");
    const words = page.waitForFunction(() => document.body.innerText.includes("Words for the phone."), { timeout: 15_000 });
    expect(await words.catch(() => null), "the phone's page does not follow an edit");
    expect(wrong.length === 0, `the phone's page lacks something: ${wrong}`);
    expect(!(await page.$("bindery-panel")), "the phone's page has a panel");
    expect((await page.cookies()).length === 0, "nothing is stored on the phone");
    await page.close();
}

try {
    await pagesFollow();
    await elsewhereIsShutOut();
    await phoneFollows();
    await panel(browser, program, expect);
} finally {
    await stop();
    clearTimeout(limit);
    child.kill();
    elsewhere.close();
    await rm(hub, { recursive: true, force: true });
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log("the preview holds: many pages, a page elsewhere, a phone, the panel");
