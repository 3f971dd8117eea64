// Runs axe-core in a page: all rules of WCAG 2.0, 2.1 and 2.2, A and AA, and axe's best practices,
// the size of targets among them. What axe can't decide is handed back to be counted.

import { readFileSync } from "node:fs";
import { axePath } from "../chromium.mjs";

const source = readFileSync(axePath, "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

export async function axe(page) {
    if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(source);
    const { violations, incomplete } = await page.evaluate(
        (tags) => axe.run(document, {
            runOnly: { type: "tag", values: tags },
            rules: { "target-size": { enabled: true } },
            resultTypes: ["violations", "incomplete"],
            preload: false,
        }),
        tags,
    );
    const faults = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => ({
        check: `axe ${id}`,
        what: contrast(node) ?? help,
        where: node.target.flat().join(" "),
    })));
    return { faults, incomplete: incomplete.map(({ id }) => id) };
}

function contrast(node) {
    const data = node.any.find((check) => check.id === "color-contrast")?.data;
    return data?.contrastRatio && `contrast ${data.contrastRatio} of ${data.fgColor} on ${data.bgColor}, ${data.expectedContrastRatio} needed`;
}
