// Takes pictures of a built hub's pages, for people to look at:
//   node tests/browser/pictures.mjs HUBDIR [path …]
// Each page is taken whole at three widths in light and in dark colours, and once as it is printed.
// Without paths, the home page and the first page of each top folder are taken. The pictures are
// PNG files in target/screenshots.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { inParallel, openPage, setScheme, setWidth } from "./chromium.mjs";
import { addresses, root } from "./places.mjs";
import { serve, STAY } from "./server.mjs";
import { widths } from "./subjects.mjs";

const [hub, ...wanted] = process.argv.slice(2);
if (!hub) {
    console.error("Usage: node tests/browser/pictures.mjs HUBDIR [path …]");
    process.exit(2);
}
const target = join(root, "target/screenshots");
mkdirSync(target, { recursive: true });

function some() {
    const all = addresses(hub);
    const depth = (path) => path.split("/").length;
    const folders = new Set(all.filter((path) => depth(path) > 3).map((path) => path.split("/")[1]));
    return ["/", ...[...folders].map((folder) => all.find((path) => path.startsWith(`/${folder}/`) && depth(path) > 3))];
}

// A printed page is as wide as A4 less its margins.
const paper = 718;

const server = await serve(hub);
try {
    await inParallel(wanted.length > 0 ? wanted : some(), async (browser, path) => {
        const { page, devtools, close } = await openPage(browser);
        await page.goto(`${server.origin}${path}${STAY}`, { waitUntil: "load" });
        // A reader scrolls, and pictures further down load then; here nobody does.
        await page.evaluate(() => {
            const pictures = [...document.images];
            for (const picture of pictures) picture.loading = "eager";
            return Promise.allSettled(pictures.map((picture) => picture.decode()));
        });
        const name = path.replace(/^\/|\/$|\.html$/g, "").replaceAll("/", "_") || "home";
        const take = async (kind) => {
            const file = join(target, `${name}-${kind}.png`);
            await page.screenshot({ path: file, fullPage: true });
            console.log(`target/screenshots/${name}-${kind}.png`);
        };
        for (const scheme of ["light", "dark"]) {
            await setScheme(devtools, scheme);
            for (const width of widths) {
                await setWidth(page, width);
                await take(`${scheme}-${width}`);
            }
        }
        await setScheme(devtools, "light", "print");
        await setWidth(page, paper);
        await take("print");
        await close();
    });
} finally {
    await server.stop();
}
