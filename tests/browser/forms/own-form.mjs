// The ways to send a form of the settings: fields whose names hide a form's own, labels that look like
// markup, a file, a text of ten megabytes.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reader, until } from "./reader.mjs";
import { answersScripts } from "./services.mjs";

const firstField = "input[name=action]";
const large = 10_000_000;

export const ownWays = {
    async "mistakes, and then a file"({ browser, name, service, box, words, expect }) {
        const it = await reader(browser, name, words.tricky);
        const { page } = it;
        await it.tabTo("input[type=email]");
        await page.keyboard.type("someone");
        // The second time nothing may be said twice.
        await it.tabTo(".own-form button");
        await it.press("Enter");
        await it.said();
        await it.tabTo(".own-form button");
        await it.press("Enter");
        expect("mistakes", (await it.said()).lines, words.mistakes);
        const notes = await page.$$eval(".field-error", (all) => all.map((note) => note.innerText));
        expect("at the fields", notes, words.mistakes.map((mistake) => `${words.prefix} ${mistake}`));
        const tied = await page.$$eval("[aria-describedby*='--error']", (all) => all.map((field) => field.getAttribute("aria-invalid") ?? field.localName));
        expect("marked", tied, ["true", "fieldset", "true", "true"]);
        await it.press("Tab", "Enter");
        await page.keyboard.type("“it” <i>");
        await it.tabTo("input[type=checkbox]");
        await it.press("Space");
        await it.tabTo("input[type=email]");
        await page.keyboard.type("someone@example.org");
        await it.tabTo("input[value=yes]");
        await it.press("Space");
        const folder = await mkdtemp(join(tmpdir(), "bindery-file-"));
        await writeFile(join(folder, "plan.txt"), "x".repeat(400_000));
        const file = await page.$("input[type=file]");
        await file?.uploadFile(join(folder, "plan.txt"));
        await it.tabTo(".own-form button");
        if (answersScripts(service)) {
            await it.press("Enter");
            const { title, role } = await it.said();
            expect("what is said", [title, role], [words.ownThanks, "status"]);
            expect("the marks", await page.$$eval(".field-error", (all) => all.length), 0);
            const [wait] = await page.evaluate("waits");
            expect("whether a file has longer", wait > 30000, Boolean(file));
        } else {
            await Promise.all([page.waitForNavigation(), it.press("Enter")]);
        }
        expect("delivered", box.delivered.length, 1);
        const fields = box.delivered[0];
        if (fields) {
            expect("its fields", [fields.get("action"), fields.get("dataset"), fields.get("attributes"), fields.get("elements"), fields.get("form")], ["“it” <i>", '"one"', "someone@example.org", "yes", "tricky"]);
            if (file) expect("its file", [fields.get("submit").name, fields.get("submit").size], ["plan.txt", 400_000]);
        }
        expect("errors", it.errors, []);
        await rm(folder, { recursive: true });
        await it.close();
    },

    async "two forms on a page"({ browser, name, service, box, words, expect }) {
        if (!answersScripts(service) || words.lang !== "en") return;
        const it = await reader(browser, name, "/guidance/both/");
        await it.page.$eval(firstField, (field) => (field.value = "kept"));
        await it.answer();
        await it.press("Enter");
        expect("what is said", (await it.said()).title, words.thanksTitle);
        expect("what is left", await it.page.$$eval("form", (all) => all.map((form) => new FormData(form).get("action"))), ["kept"]);
        expect("delivered", box.delivered.map((fields) => fields.get("page_title")), ["Two forms"]);
        await it.close();
    },

    // Nothing is cut off without a word: what is too long is told, and what a service refuses stays.
    async "ten megabytes"({ browser, name, box, words, expect }) {
        if (name !== "formspree") return;
        const it = await reader(browser, name, words.keys);
        await it.tabTo("#feedback-yes, #feedback-no");
        await it.press("Space");
        await it.page.focus("#feedback-comment");
        await it.page.evaluate((large) => document.execCommand("insertText", false, "x".repeat(large)), large);
        await it.tabTo(".feedback button");
        await it.press("Enter");
        expect("what is said", (await it.said()).lines, [words.long]);
        expect("what is kept", (await it.typed()).length, large);
        await it.close();

        const own = await reader(browser, name, words.tricky);
        const fill = (length) => own.page.$eval(firstField, (field, length) => (field.value = "y".repeat(length)), length);
        await fill(large);
        await own.page.$$eval(".own-form input[type=checkbox]:not(.honeypot *)", (all) => all.forEach((box) => (box.checked = true)));
        await own.tabTo(".own-form button");
        await own.press("Enter");
        const said = await own.said();
        expect("what is said of the other", [said.title, said.service], [words.refused, "Too large"]);
        expect("what is kept of the other", await own.page.$eval(firstField, ({ value }) => value.length), large);
        expect("delivered", box.delivered.length, 0);
        await fill(large / 4);
        await own.tabTo(".own-form button");
        await own.press("Enter");
        await until(() => box.delivered.length > 0);
        expect("what is sent whole", box.delivered[0]?.get("action").length, large / 4);
        await own.close();
    },
};
