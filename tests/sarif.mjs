// Holds what `check --format sarif` prints against the published JSON schema of SARIF 2.1.0.
//   node tests/sarif.mjs PROGRAM
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const require = createRequire(resolve("target/npm/package.json"));
const Ajv = require("ajv-draft-04");
const formats = require("ajv-formats");

const program = resolve(process.argv[2]);
const schema = JSON.parse(readFileSync("target/npm/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json", "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats(ajv);
const isValid = ajv.compile(schema);

const folder = mkdtempSync(join(tmpdir(), "bindery-sarif-"));
try {
    spawnSync(program, ["init", "hub"], { cwd: folder });
    const hub = join(folder, "hub");
    writeFileSync(join(hub, "content/guidance/a name with ŵ.md"), "---\ntitle: One: two\nauhtors: Me\ndate: 28th Oct 2011\n---\n#### Four\n\n[click here](nope.md) [click here](nope.md)\n");
    writeFileSync(join(hub, "content/empty.md"), "");
    const text = spawnSync(program, ["check", "--format", "sarif"], { cwd: hub, encoding: "utf8" }).stdout;
    const log = JSON.parse(text);
    if (!isValid(log)) throw new Error(JSON.stringify(isValid.errors, null, 2));
    const levels = new Set(log.runs[0].results.map((result) => result.level));
    if (!["error", "warning", "note"].every((level) => levels.has(level))) throw new Error(`levels: ${[...levels]}`);
    const prints = log.runs[0].results.map((result) => result.partialFingerprints.primaryLocationLineHash);
    if (new Set(prints).size !== prints.length) throw new Error("two problems have one fingerprint");
    // The schema itself must be able to fail.
    delete log.runs[0].tool;
    if (isValid(log)) throw new Error("the schema takes anything");
    console.log(`${prints.length} problems, valid SARIF 2.1.0`);
} finally {
    rmSync(folder, { recursive: true });
}
