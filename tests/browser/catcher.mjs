// Sends forms in the preview, as a person with a browser does: node tests/browser/catcher.mjs BINDERY HUB, the program
// and the folder of a hub whose forms go to another host. Nothing may leave this machine, the page that comes must
// say so, and it must be usable by everybody. Exits 1 if anything is found.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { axe } from "./checks/axe.mjs";
import { openPage, setScheme, setWidth, startChromium } from "./chromium.mjs";

const [program, hub] = process.argv.slice(2);
if (!hub) {
    console.error("Usage: node tests/browser/catcher.mjs BINDERY HUB");
    process.exit(2);
}

const faults = [];
const expect = (is, what) => is || faults.push(what);

// The preview, which ends with this test and in any case after three minutes.
async function startPreview() {
    const child = spawn(program, ["serve", "--site", hub], { stdio: ["ignore", "ignore", "pipe"] });
    const limit = setTimeout(() => child.kill(), 180_000);
    const port = await new Promise((resolve, reject) => {
        child.once("exit", () => reject(new Error("the preview does not start")));
        createInterface({ input: child.stderr }).on("line", (line) => {
            const found = line.match(/Open http:\/\/localhost:(\d+)/);
            if (found) resolve(found[1]);
        });
    });
    const stop = () => { clearTimeout(limit); child.kill(); };
    return { origin: `http://127.0.0.1:${port}`, stop };
}

// The words of a page that a form brought, and its status.
async function send(page, fill) {
    await fill();
    const [response] = await Promise.all([
        page.waitForNavigation(),
        page.click("main form[enctype] button[type=submit]"),
    ]);
    return { status: response.status(), words: await page.$eval("main, body", (body) => body.innerText) };
}

async function press(page, label) {
    const button = await page.waitForSelector(`::-p-xpath(//button[text()="${label}"])`);
    await Promise.all([page.waitForNavigation(), button.click()]);
}

async function usable(page, devtools, name) {
    // axe-core is a script.
    await page.setJavaScriptEnabled(true);
    for (const scheme of ["light", "dark"]) {
        await setScheme(devtools, scheme);
        for (const width of [320, 1280]) {
            await setWidth(page, width);
            const { faults: found } = await axe(page);
            for (const { check, what, where } of found) faults.push(`${name}, ${scheme}, ${width}: ${check}: ${what} (${where})`);
            const wide = await page.evaluate("document.documentElement.scrollWidth");
            expect(wide <= width, `${name} is ${wide} pixels wide in a window of ${width}`);
        }
    }
    await page.setJavaScriptEnabled(false);
}

async function people(page, devtools, { origin }) {
    const feedback = async () => {
        await page.goto(`${origin}/feedback/`);
        return send(page, async () => {
            await page.click("#feedback-no");
            await page.type("#feedback-comment", `<b>Llŷn</b> & a long word: ${"x".repeat(400)}`);
        });
    };
    const { status, words } = await feedback();
    expect(status === 200 && words.includes("Nothing was sent"), `the page that comes: ${status} ${words}`);
    expect(words.includes("forms.example.org would have received") && words.includes("<b>Llŷn</b> &"), words);
    await usable(page, devtools, "what was caught");
    await press(page, "Say that there were too many messages");
    expect(page.url() === `${origin}/__preview/forms`, `the button leads to ${page.url()}`);
    await page.$eval("details", (details) => { details.open = true; });
    await usable(page, devtools, "the list of messages");
    const again = await feedback();
    expect(again.status === 429 && again.words.includes("too many messages this month"), again.words);
    await press(page, "Take the message");
    await page.goto(`${origin}/book-a-room/`);
    const folder = await mkdtemp(join(tmpdir(), "bindery-catcher-"));
    try {
        const file = async (name, bytes) => {
            await writeFile(join(folder, name), Buffer.alloc(bytes, "x"));
            const input = await page.$("input[type=file]");
            await input.uploadFile(join(folder, name));
        };
        // What must be filled in is for the browser to say, and not tried here.
        const unchecked = () => page.$eval("main form[enctype]", (form) => { form.noValidate = true; });
        const small = await send(page, async () => { await unchecked(); await file("plan.txt", 2048); });
        expect(small.words.includes("A file: plan.txt, text/plain, 2 KB"), small.words);
        expect(small.words.includes("Not filled in, although it must be"), small.words);
        await page.goto(`${origin}/book-a-room/`);
        const large = await send(page, async () => { await unchecked(); await file("plan.pdf", 40 * 1024 * 1024); });
        expect(large.status === 413 && large.words.includes("up to 12 MB"), `${large.status} ${large.words}`);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
    await page.goto(`${origin}/__preview/forms`);
    await press(page, "Forget these messages");
    expect((await page.$$("details")).length === 0, "the messages are forgotten");
}

// A page whose own script sends the form and stays says that it was caught.
async function note(page, { origin }) {
    await page.goto(`${origin}/feedback/`);
    await page.$eval("main form[enctype]", (form) => {
        form.addEventListener("submit", (event) => event.preventDefault());
        form.requestSubmit();
        form.noValidate = true;
        form.requestSubmit();
        form.requestSubmit();
    });
    const notes = await page.$$eval("[data-preview=caught]", (notes) => notes.map((note) => note.innerText));
    expect(notes.length === 1 && notes[0].includes("stays on this computer"), `the page says ${JSON.stringify(notes)}`);
    const { faults: found } = await axe(page);
    for (const { check, what, where } of found) faults.push(`the note: ${check}: ${what} (${where})`);
    const link = await page.$eval("[data-preview=caught] a", ({ href }) => href);
    expect(link === `${origin}/__preview/forms`, `the note leads to ${link}`);
}

// What a script on a page gets. The page's own script is not tried here.
async function scripts(page, { origin }) {
    await page.goto(`${origin}/feedback/`);
    const fetched = () => page.evaluate(async () => {
        const { action } = document.querySelector("main form[enctype]");
        const body = new URLSearchParams({ useful: "no" });
        return fetch(action, { method: "POST", body, headers: { accept: "application/json" } }).then((answer) => answer.status, () => "broken");
    });
    const choose = (answer) => page.evaluate(
        async (answer) => fetch("/__preview/forms", { method: "POST", body: new URLSearchParams({ answer }) }).then(() => undefined),
        answer,
    );
    expect(await fetched() === 200, "a script's message is taken");
    for (const [answer, status] of [["failure", 400], ["quota", 429], ["dropped", "broken"]]) {
        await choose(answer);
        const got = await fetched();
        expect(got === status, `${answer} gives ${got}`);
    }
    await choose("success");
}

// A form that no scan of the page could find, since a program makes it: the browser itself keeps it here.
async function made(page, { origin }) {
    let sent = 0;
    const elsewhere = createServer(({ method }, response) => {
        sent += method === "POST";
        response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Elsewhere</title><p>Elsewhere");
    }).listen(0, "127.0.0.1");
    await once(elsewhere, "listening");
    const there = `http://127.0.0.1:${elsewhere.address().port}/`;
    const submit = (action) => page.evaluate((action) => {
        const form = document.createElement("form");
        Object.assign(form, { action, method: "post" });
        document.body.append(form);
        form.submit();
    }, action);
    await page.goto(`${origin}/feedback/`);
    await submit(there);
    await new Promise((done) => setTimeout(done, 700));
    expect(sent === 0, "a form that a program made has left the preview");
    // That nothing came is not for want of time: the same form is sent where the answer asks for nothing.
    await page.goto(there);
    await Promise.all([page.waitForNavigation(), submit(there)]);
    expect(sent === 1, "the planted fault, a form from another page, is not found");
    elsewhere.close();
}

const preview = await startPreview();
const chromium = await startChromium();
try {
    for (const [on, run, elsewhere] of [[false, people], [true, (page, devtools, at) => scripts(page, at)], [true, (page, devtools, at) => note(page, at)], [true, (page, devtools, at) => made(page, at), "elsewhere"]]) {
        const { page, devtools, close } = await openPage(chromium.browser, { scripts: on });
        if (!elsewhere) page.on("request", (request) => expect(/^data:/.test(request.url()) || request.url().startsWith(preview.origin), `something is asked of ${request.url()}`));
        await run(page, devtools, preview);
        await close();
    }
} finally {
    await chromium.stop();
    preview.stop();
}
for (const fault of faults) console.error(fault);
console.log(faults.length ? `${faults.length} faults of the form catcher` : "The form catcher keeps what forms send");
process.exit(faults.length ? 1 : 0);
