// Proves in Chromium that what readers write arrives, or that they are told: node tests/browser/forms.mjs
// BINDERY FOLDER, the program that is tested and where its hubs are put. For each form service a small hub is
// built and sent from, against a stand-in that holds to what the service documents. Exits 1 if anything
// is wrong.

import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { inParallel } from "./chromium.mjs";
import { diskWays } from "./forms/disk.mjs";
import { buildHubs, certificate, missingServices } from "./forms/hubs.mjs";
import { ownWays } from "./forms/own-form.mjs";
import { services } from "./forms/services.mjs";
import { standIn } from "./forms/stand-in.mjs";
import { stateWays } from "./forms/states.mjs";
import { ways } from "./forms/ways.mjs";
import { languages } from "./forms/words.mjs";

const [program, place, only] = process.argv.slice(2);
if (!place) {
    console.error("Usage: node tests/browser/forms.mjs BINDERY FOLDER [SERVICE]");
    process.exit(2);
}
const bindery = resolve(program);
const faults = missingServices(bindery).map((name) => `${name} is in only one of the two tables`);
const folder = resolve(place);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let tries = 0;
const hubs = buildHubs(bindery, folder);
const server = await standIn(hubs, certificate(folder));
try {
    const names = Object.keys(services).filter((name) => !only || name === only);
    // No other machine is reached, whatever a page asks for.
    const flags = [`--host-resolver-rules=MAP *:443 127.0.0.1:${server.port}`, "--ignore-certificate-errors"];
    await inParallel(names, tryService, flags);
} finally {
    await server.stop();
}

async function tryService(browser, name) {
    for (const [lang, words] of Object.entries(languages)) {
        for (const [way, attempt] of Object.entries({ ...ways, ...ownWays, ...stateWays, ...diskWays })) {
            const box = Object.assign(server.boxes[name], { mode: "well", delivered: [], trapped: [], faults: [] });
            const tell = (what) => faults.push(`${name}, ${lang}, ${way}: ${what}`);
            const expect = (what, is, should) => {
                tries += 1;
                if (JSON.stringify(is) !== JSON.stringify(should)) tell(`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
            };
            await attempt({ browser, name, hub: hubs[name], service: services[name], box, words, expect }).catch((error) => tell(error.message));
            for (const fault of box.faults) tell(`the service: ${fault}`);
        }
    }
}

for (const fault of faults) console.log(fault);
console.log(`${tries} questions about forms, ${faults.length === 0 ? "all answered well" : `${faults.length} faults`}`);
process.exit(faults.length === 0 ? 0 : 1);
