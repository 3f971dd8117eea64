// Proves with real web servers that the rules that Bindery writes for them work: nginx with the file
// that `publish --setup web-space` writes, Apache with the .htaccess of the output, and Cloudflare's own
// emulator with _headers and _redirects if it is installed. Every page is crawled, at the top of the
// server and in a folder of it: node tests/servers/run.mjs BINDERY. Exits 1 if anything is wrong.

import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { check } from "./crawl.mjs";
import { policy } from "./policy.mjs";
import { apache, bare, cloudflare, nginx } from "./programs.mjs";

const bindery = process.argv[2] && resolve(process.argv[2]);
if (!bindery) {
    console.error("Usage: node tests/servers/run.mjs BINDERY");
    process.exit(2);
}

const redirects = `
redirects:
  /rota/: guides/volunteer-rota.md
  /leaflets/old rota.pdf: guides/volunteer-rota.csv
  /shop/: https://shop.example.org/?a=b
  /odd (name)+.html: index.md
`;

// The hub of this repository, made for a host and an address.
function build(folder, host, base) {
    cpSync("content", join(folder, "content"), { recursive: true });
    const settings = join(folder, "content/site.yaml");
    const text = readFileSync(settings, "utf8").replaceAll("https://hub.example.org/", `https://hub.example.org${base}`);
    writeFileSync(settings, text);
    appendFileSync(settings, `host: ${host}\n${redirects}`);
    const run = (...args) => execFileSync(bindery, args, { cwd: folder, stdio: "pipe" });
    run("build", "--strict", "--out", join(folder, "www", base));
    run("publish", "--setup", host);
    return join(folder, "www");
}

// What is found on a server without the rules: a check that finds nothing there proves nothing.
const planted = [/without the header/, /kept as/, /address that does not exist/, /^rota: status/, /\.htaccess is shown/];

const cases = [
    [bare, "web-space", "/"],
    [nginx, "web-space", "/"],
    [nginx, "web-space", "/library/hub/"],
    [apache, "web-space", "/"],
    [apache, "web-space", "/library/hub/"],
    [cloudflare, "cloudflare", "/"],
];

let failed = false;
for (const [program, host, base] of cases) {
    const missing = program.missing?.();
    if (missing) {
        console.log(`${program.title ?? program.name} at ${base}: not tried, ${missing}`);
        continue;
    }
    const folder = mkdtempSync(join(tmpdir(), "bindery-servers-"));
    try {
        const root = build(folder, host, base);
        const server = await program(folder, root);
        try {
            const { faults, pages } = await check(server.origin, base, program.expects);
            if (program === nginx && base === "/") faults.push(...(await policy(server.origin)));
            if (program === bare) {
                const missed = planted.filter((fault) => !faults.some((found) => fault.test(found)));
                missed.forEach((fault) => console.log(`a server without rules was not found out: ${fault}`));
                failed ||= missed.length > 0;
                continue;
            }
            console.log(`${program.title ?? program.name} at ${base}: ${pages} addresses, ${faults.length} faults`);
            faults.forEach((fault) => console.log(`  ${fault}`));
            failed ||= faults.length > 0 || pages < 100;
        } finally {
            await server.stop();
        }
    } finally {
        if (existsSync(folder)) rmSync(folder, { recursive: true });
    }
}
process.exit(failed ? 1 : 0);
