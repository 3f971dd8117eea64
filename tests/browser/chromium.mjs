// Starts Debian's Chromium and sets a page to one of the states that readers have: a width, a
// colour scheme, scripts on or off. puppeteer-core drives it and not the bare DevTools protocol:
// Node 20 has no WebSocket client of its own, and key presses, frames and time limits would all
// have to be written again. It never fetches a browser; what apt installed is used, or the
// program named by CHROMIUM.

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./places.mjs";

const npm = createRequire(join(root, "target/npm/"));
const puppeteer = npm("puppeteer-core");
export const axePath = npm.resolve("axe-core/axe.min.js");

const flags = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Nothing that a page asks for may leave this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

// What the reader's system asks for. Forced colours are tried on a dark ground, as in the most
// used of Windows' contrast themes.
export const schemes = {
    light: { "prefers-color-scheme": "light", "forced-colors": "none" },
    dark: { "prefers-color-scheme": "dark", "forced-colors": "none" },
    forced: { "prefers-color-scheme": "dark", "forced-colors": "active" },
};

// Later flags win over the ones above.
export async function startChromium(more = []) {
    const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
    if (!executablePath) throw new Error("Chromium is not installed: apt-get install chromium");
    const userDataDir = await mkdtemp(join(tmpdir(), "bindery-chromium-"));
    const browser = await puppeteer.launch({ executablePath, userDataDir, headless: true, args: [...flags, ...more], timeout: 60_000 });
    return {
        browser,
        async stop() {
            await browser.close();
            await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}

// Does the work for each item of a list, several at a time. A browser each, since pages of one
// browser would take the focus from one another.
export async function inParallel(items, work, flags = []) {
    const queue = [...items];
    const workers = Array.from({ length: Math.min(4, availableParallelism() + 1) }, async () => {
        const chromium = await startChromium(flags);
        try {
            for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(chromium.browser, item);
        } finally {
            await chromium.stop();
        }
    });
    const ends = await Promise.allSettled(workers);
    for (const { reason } of ends) if (reason) throw reason;
}

// A page in a context of its own: no cookie, cache or storage is shared with another.
export async function openPage(browser, { scripts = true } = {}) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    if (!scripts) await page.setJavaScriptEnabled(false);
    const devtools = await page.createCDPSession();
    await devtools.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    return { page, devtools, close: () => context.close() };
}

export async function setScheme(devtools, scheme, media = "screen") {
    const features = Object.entries({ ...schemes[scheme], "prefers-reduced-motion": "reduce" });
    await devtools.send("Emulation.setEmulatedMedia", { media, features: features.map(([name, value]) => ({ name, value })) });
}

export async function setWidth(page, width, { height = 800, density = 1 } = {}) {
    await page.setViewport({ width, height, deviceScaleFactor: density });
}
