// A reader at a hub: opens a page, gets about with the keyboard alone, and tells what is to be seen.

import { openPage } from "../chromium.mjs";

export const comment = 'Mae\'r "drws" ar glo & <b>oer</b>';

// Patience is not tested for as long as it lasts: waits of ten seconds and more pass ten times as fast, and are kept to
// be looked at. Were they shorter yet, a busy machine might not answer in time.
const quickly = `{
    const { setTimeout } = window;
    window.waits = [];
    window.setTimeout = (work, wait, ...more) => {
        if (wait >= 10000) waits.push(wait);
        return setTimeout(work, wait >= 10000 ? wait / 10 : wait, ...more);
    };
}`;

// `disk` is the hub's folder, for a reader who opens the page's file.
export async function reader(browser, name, path, { scripts = true, disk = null } = {}) {
    const opened = await openPage(browser, { scripts });
    const { page } = opened;
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => /Content Security Policy/.test(message.text()) && errors.push(message.text()));
    if (scripts) await page.evaluateOnNewDocument(quickly);
    const origin = `https://${name}.hub.example.org`;
    await page.goto(disk ? `file://${encodeURI(`${disk}${path}index.html`)}` : origin + path, { waitUntil: "load" });
    const press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
    };
    return {
        ...opened,
        origin,
        errors,
        press,
        // Presses Tab until the focus is there.
        async tabTo(selector) {
            for (let n = 0; n < 60; n += 1) {
                if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
                await press("Tab");
            }
            throw new Error(`no key gets to ${selector} on ${path}`);
        },
        async answer() {
            await this.tabTo("#feedback-yes, #feedback-no");
            await press("Space");
            await this.tabTo("#feedback-comment");
            await page.keyboard.type(comment);
            await this.tabTo(".feedback:not(.own-form) button");
        },
        // What the script says now, once it has the focus.
        async said() {
            await page.waitForFunction(() => document.activeElement?.matches(".form-said"), { timeout: 8000 });
            return page.evaluate(() => {
                const said = document.activeElement;
                return {
                    title: said.querySelector("h2").innerText,
                    text: said.innerText,
                    role: said.getAttribute("role") ?? said.firstElementChild.getAttribute("role"),
                    lines: [...said.querySelectorAll("li")].map((line) => line.innerText),
                    contact: said.querySelector("a[href^='mailto:']")?.innerText,
                    service: said.querySelector("q")?.checkVisibility() ? said.querySelector("q").textContent : null,
                    pictures: said.querySelectorAll("img").length,
                    forms: said.parentElement.querySelectorAll("form").length,
                };
            });
        },
        typed: () => page.evaluate(() => document.querySelector("#feedback-comment")?.value),
    };
}

export const until = async (is, patience = 8000) => {
    const end = Date.now() + patience;
    while (!(await is()) && Date.now() < end) await new Promise((done) => setTimeout(done, 25));
};
