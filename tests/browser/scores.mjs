// Runs Lighthouse's mobile preset on pages of a built hub, served compressed on the loopback
// address, and prints the four scores of each and what costs points. Started by `lighthouse`, with a
// Node that is new enough; the browser is Debian's, with the same flags as for the checks.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "./chromium.mjs";
import { root } from "./places.mjs";
import { serve } from "./server.mjs";

const { default: lighthouse } = await import(
    pathToFileURL(createRequire(join(root, "target/npm/lighthouse/")).resolve("lighthouse"))
);

const hub = process.argv[2];
const pages = [
    "/",
    "/guidance/customer-service/",
    "/stories/saving-dorsets-libraries/",
    "/guides/stakeholder-management/",
    "/feedback/",
];
const onlyCategories = ["performance", "accessibility", "best-practices", "seo"];

const server = await serve(hub, { compress: true });
const chromium = await startChromium();
const port = Number(new URL(chromium.browser.wsEndpoint()).port);
let perfect = true;
try {
    for (const page of pages) {
        const { lhr } = await lighthouse(server.origin + page, { port, onlyCategories, logLevel: "error" });
        const scores = Object.values(lhr.categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
        console.log(`${page}  ${scores.join(", ")}`);
        for (const category of Object.values(lhr.categories)) {
            if (category.score === 1) continue;
            perfect = false;
            for (const { id, weight } of category.auditRefs) {
                const { score, title, displayValue, details } = lhr.audits[id];
                if (weight === 0 || score === null || score === 1) continue;
                console.log(`    ${category.title}: ${title}${displayValue ? ` (${displayValue})` : ""}`);
                for (const item of (details?.items ?? []).slice(0, 3)) console.log(`        ${JSON.stringify(item).slice(0, 300)}`);
            }
        }
    }
} finally {
    await chromium.stop();
    await server.stop();
}
process.exit(perfect ? 0 : 1);
