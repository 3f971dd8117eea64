// The ways in which a form is sent, each tried for every service in each language. A way gets the
// browser, the service and its box at the stand-in, and the words; it tells what is wrong by `expect`.

import { answersScripts } from "./services.mjs";
import { comment, reader, until } from "./reader.mjs";
import { refusalText } from "./stand-in.mjs";

export const ways = {
    async "without a script"({ browser, name, service, box, words, expect }) {
        const it = await reader(browser, name, words.keys, { scripts: false });
        expect("how much a field takes", await it.page.$eval("#feedback-comment", ({ maxLength }) => maxLength), 5000);
        await it.answer();
        await Promise.all([it.page.waitForNavigation(), it.press("Enter")]);
        const comesBack = service.next || !service.path;
        expect("where it leads", it.page.url(), comesBack ? it.origin + words.thanks : `https://${service.host}${service.path}`);
        if (comesBack) expect("what the page says", await it.page.$eval("h1", (h1) => h1.innerText), words.thanksTitle);
        delivered(box, it, words, expect);
        await it.close();
    },

    async "with a script"({ browser, name, service, box, words, expect }) {
        const it = await reader(browser, name, words.keys);
        await it.answer();
        if (answersScripts(service)) {
            await it.press("Enter");
            const said = await it.said();
            expect("what is said", said.title, words.thanksTitle);
            expect("its role", said.role, "status");
            expect("forms that are left", said.forms, 0);
            expect("where it stays", it.page.url(), it.origin + words.keys);
            await it.page.goto(it.origin + words.thanks);
            await it.page.goBack();
            expect("what could be sent again, after coming back", (await it.typed()) || null, null);
        } else {
            await Promise.all([it.page.waitForNavigation(), it.press("Enter")]);
            expect("where it leads", it.page.url(), `https://${service.host}${service.path}`);
            await it.page.goBack();
            expect("the button, after coming back", await it.page.$eval(".feedback button", (b) => b.getAttribute("aria-disabled") === "true"), false);
        }
        delivered(box, it, words, expect);
        await it.close();
    },

    async "nothing chosen"({ browser, name, service, box, words, expect }) {
        const it = await reader(browser, name, words.keys);
        await it.tabTo(".feedback button");
        await it.press("Enter");
        const said = await it.said();
        expect("what is said", [said.title, said.role, ...said.lines], [words.problem, "alert", words.choose]);
        expect("the title", (await it.page.title()).startsWith(`${words.prefix} `), true);
        expect("the field", await it.page.$eval(".feedback fieldset", (set) => document.getElementById(set.getAttribute("aria-describedby")).innerText), `${words.prefix} ${words.choose}`);
        await it.press("Tab", "Enter");
        expect("where the summary leads", await it.page.evaluate(() => document.activeElement.id), "feedback-yes");
        expect("delivered", box.delivered.length, 0);
        await it.press("Space");
        await it.tabTo(".feedback button");
        if (answersScripts(service)) {
            await it.press("Enter");
            expect("what is said then", (await it.said()).title, words.thanksTitle);
            expect("the title then", (await it.page.title()).startsWith(words.prefix), false);
        } else {
            await Promise.all([it.page.waitForNavigation(), it.press("Enter")]);
        }
        expect("delivered then", box.delivered.length, 1);
        await it.close();
    },

    async "every failure, and then it works"({ browser, name, service, box, words, expect }) {
        if (!answersScripts(service)) return;
        const it = await reader(browser, name, words.keys);
        await it.answer();
        const refusal = service.refusal && Object.keys(service.refusal("x")).length > 0 ? refusalText.slice(0, 300) : null;
        const json = service.refusal ? { unreadable: ["unsure", null] } : {};
        // A refusal that comes with the status of a success is known by its words, where it has any.
        const speaks = ["error", "errors"].some((name) => name in (service.refusal?.("x") ?? {}));
        if (service.answer.success || speaks) json.doubtful = ["refused", refusal];
        const modes = { refused: ["refused", refusal], limit: ["refused", refusal], broken: ["refused", null], silent: ["unsure", null], dropped: ["unsure", null], ...json };
        for (const [mode, [outcome, text]] of Object.entries(modes)) {
            box.mode = mode;
            await it.press("Enter");
            const said = await it.said();
            expect(`${mode}: what is said`, [said.title, said.role, said.contact], [words[outcome], "alert", words.contact]);
            expect(`${mode}: what the service says`, said.service, text);
            expect(`${mode}: whose words they are`, said.text.includes(words.says), text !== null);
            expect(`${mode}: pictures in it`, said.pictures, 0);
            expect(`${mode}: what was typed`, await it.typed(), comment);
            await it.tabTo(".feedback button");
        }
        expect("how long it waits, in milliseconds", (await it.page.evaluate("waits")).every((wait) => wait >= 15000 && wait < 16000), true);
        expect("delivered", box.delivered.length, 0);
        box.mode = "well";
        await it.press("Enter");
        expect("what is said at last", (await it.said()).title, words.thanksTitle);
        delivered(box, it, words, expect);
        await it.close();
    },

    async "pressed twice"({ browser, name, service, box, words, expect }) {
        const it = await reader(browser, name, words.keys);
        await it.answer();
        box.mode = "late";
        const leaves = answersScripts(service) ? null : it.page.waitForNavigation();
        await it.page.click(".feedback button", { count: 2 });
        if (leaves) {
            // A browser itself takes two clicks at once for one.
            await new Promise((done) => setTimeout(done, 200));
            await it.press("Enter");
        } else {
            expect("what is said meanwhile", await it.page.$eval(".form-status", (status) => [status.getAttribute("role"), status.innerText]), ["status", words.sending]);
            await it.press("Enter", "Enter");
            await it.said();
        }
        await leaves;
        await until(() => box.delivered.length > 1, 500);
        delivered(box, it, words, expect);
        await it.close();
    },

    async "a program fills in the trap"({ browser, name, service, box, words, expect }) {
        const it = await reader(browser, name, words.keys);
        await it.answer();
        await it.page.$eval(".honeypot input", (trap) => (trap.type === "checkbox" ? trap.click() : (trap.value = "x")));
        await it.press("Enter");
        await until(() => box.trapped.length > 0);
        expect("delivered and trapped", [box.delivered.length, box.trapped.length], [0, 1]);
        await it.close();
    },

    async "who may be asked"({ browser, name, service, words, expect }) {
        const it = await reader(browser, name, words.keys);
        const ask = (url) => it.page.evaluate(async (url) => {
            const held = new Promise((done) => document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective), { once: true }));
            return fetch(url, { mode: "no-cors" }).then(() => "asked", () => held);
        }, url);
        expect("the service", await ask(`https://${service.host}/`), "asked");
        expect("another", await ask("https://elsewhere.example.org/"), "connect-src");
        const sent = await it.page.evaluate(() => {
            const held = new Promise((done) => document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective), { once: true }));
            const form = document.createElement("form");
            Object.assign(form, { method: "post", action: "https://elsewhere.example.org/" });
            document.body.append(form);
            HTMLFormElement.prototype.submit.call(form);
            return Promise.race([held, new Promise((done) => setTimeout(done, 2000, "sent"))]);
        });
        expect("a form to another", sent, "form-action");
        await it.close();
    },
};

// One message, as it was typed.
function delivered(box, it, words, expect) {
    expect("delivered", box.delivered.length, 1);
    const fields = box.delivered[0];
    if (!fields) return;
    expect("its fields", [fields.get("useful"), fields.get("comment"), fields.get("page")], ["yes", comment, it.origin + words.keys]);
}
