// Asks the browser whether tables are still tables to a screen reader, however the style sheet shows
// them: every row, cell and column heading must be in the tree that it gets, and none be read twice.

import { inPage } from "./in-page.mjs";

const roles = { table: "table", row: "tr", columnheader: "th[scope=col]", cell: "td" };

export async function tables(page, devtools) {
    const wanted = await inPage(page, (roles) => Object.fromEntries(Object.entries(roles).map(([role, tag]) => [role, document.querySelectorAll(tag).length])), roles);
    const { nodes } = await devtools.send("Accessibility.getFullAXTree");
    const faults = [];
    const add = (what, where) => faults.push({ check: "tables", what, where });
    const seen = nodes.filter((node) => !node.ignored);
    for (const [role, count] of Object.entries(wanted)) {
        const found = seen.filter((node) => node.role?.value === role).length;
        if (found < count) add(`a screen reader gets ${found} of ${count}`, roles[role]);
    }
    // What a style sheet writes before a cell is for those who see it; the heading is read already.
    const labels = await inPage(page, () => [...document.querySelectorAll("td[data-label]")].map((cell) => cell.dataset.label));
    const read = new Set(seen.filter((node) => node.role?.value === "cell").map((node) => node.name?.value ?? ""));
    const twice = labels.filter((label) => [...read].some((text) => text.startsWith(`${label} `)));
    if (twice.length > 0) add(`the heading “${twice[0]}” is read with the cell`, "td");
    return faults;
}
