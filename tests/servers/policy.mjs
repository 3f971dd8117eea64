// Opens pages in Chromium as a server with Bindery's headers sends them, and gives what the browser
// refused. Headers that are too strict break a page without a word to whoever wrote it. First a page is
// tried that must be refused, since a check that can't fail proves nothing.

import { startChromium } from "../browser/chromium.mjs";

const pages = [
    "",
    "guidance/customer-service/",
    "guides/stakeholder-management/",
    "guides/stakeholder-management.pdf",
    "stories/saving-dorsets-libraries/",
    "stories/saving-dorsets-libraries/harbour-library.svg",
    "cy/",
    "feedback/",
    "handbook/publishing/",
    "no-such-page/",
];

export async function policy(origin) {
    const { browser, stop } = await startChromium();
    const faults = [];
    try {
        const page = await browser.newPage();
        let refused = [];
        page.on("console", (message) => /Content Security Policy|Refused to/i.test(message.text()) && refused.push(message.text()));
        const look = async (path, then) => {
            refused = [];
            // A PDF is shown by the browser itself, which counts as a download where there is no screen.
            await page.goto(origin + "/" + path, { waitUntil: "networkidle0" }).catch(() => {});
            if (then) await page.evaluate(then);
            return refused;
        };
        const planted = await look("", () => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'planted'";
            document.head.append(script);
            return new Promise((done) => setTimeout(done, 200));
        });
        if (planted.length === 0) faults.push("a script that was put into a page was not refused");
        for (const path of pages) faults.push(...(await look(path)).map((text) => `/${path}: ${text}`));
    } finally {
        await stop();
    }
    return faults;
}
