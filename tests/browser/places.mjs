// Where things lie: the project's folder, and a hub's pages as addresses.

import { readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

// All files in a folder, as paths with "/" that begin at it.
export function filesIn(folder) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/")).sort();
}

// The addresses of a hub's pages: "/", "/guidance/", "/404.html".
export function addresses(folder) {
    const pages = filesIn(folder).filter((path) => path.endsWith(".html"));
    return pages.map((path) => `/${path}`.replace(/\/index\.html$/, "/"));
}
