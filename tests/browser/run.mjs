// Proves in Chromium that the default theme can be used by everybody, on the exhibit and on the
// real hub: node tests/browser/run.mjs EXHIBIT HUB, both built. First the checks are tried on planted
// faults, then the pages are looked at. Exits 1 if anything is found.

import { budget, limits } from "./checks/budget.mjs";
import { inParallel } from "./chromium.mjs";
import { plantFaults } from "./faults.mjs";
import { look } from "./look.mjs";
import { Report } from "./report.mjs";
import { serve } from "./server.mjs";
import { longPage, missing, subjects } from "./subjects.mjs";

const [exhibit, hub] = process.argv.slice(2);
if (!hub) {
    console.error("Usage: node tests/browser/run.mjs EXHIBIT HUB");
    process.exit(2);
}

const report = new Report();
report.add(missing(exhibit, hub), { page: "exhibit" });
const { faults, figures } = budget(exhibit, longPage);
report.add(faults, { page: "exhibit" });
console.log(
    `${figures.words} words of guidance take ${figures.firstView} of ${limits.firstView} bytes; ` +
        `styles ${figures.styles} of ${limits.styles}, scripts ${figures.scripts} of ${limits.scripts}`,
);

await plantFaults();

const servers = { exhibit: await serve(exhibit), hub: await serve(hub) };
try {
    await inParallel(subjects(exhibit), (browser, subject) => look(browser, servers[subject.hub].origin, subject, report));
} finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
}
process.exit(report.print() ? 0 : 1);
