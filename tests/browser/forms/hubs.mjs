// Makes a small hub in English and Welsh for each form service, builds it with the program that is
// tested, and makes the certificate with which the stand-in passes for every host.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { services } from "./services.mjs";

// Names that hide a form's own properties from a script, and labels that look like markup.
const tricky = (files) => `
  privacy: { controller: nobody, purpose: tests, basis: consent, retention_days: 2, processor: nobody, country: nowhere }
  tricky:
    title: { en: 'A "form" of <b>its own</b>', cy: 'Ffurflen "ei hun"' }
    fields:
      - { name: action, kind: text, label: { en: 'Say "it" in <i>one</i> & more', cy: "Dywedwch 'ef' & <i>mwy</i>" }, required: yes }
      - { name: dataset, kind: choices, label: { en: Which?, cy: Pa rai? }, required: yes, options: ['"one"', '<two>'] }
      - { name: before, kind: date, label: { en: Which day?, cy: Pa ddiwrnod? } }
      - { name: attributes, kind: email, label: { en: Where to?, cy: I ble? } }
      - { name: elements, kind: consent, label: { en: I agree, cy: Rwy'n cytuno }, required: yes }
${files ? "      - { name: submit, kind: file, label: { en: A file, cy: Ffeil } }\n" : ""}`;

const settings = (name, { id, host, path, files }) => `
title: { en: Hub, cy: Hyb }
url: https://${name}.hub.example.org/
languages: [en, cy]
contact: { text: { en: the desk, cy: y ddesg }, email: desk@example.org }
feedback:
  provider: ${name}
${id ? `  id: ${id}\n` : name === "custom" ? `  action: https://${host}${path}\n` : ""}forms:${tricky(files)}`;

const page = (title) => `---\ntitle: ${title}\nsummary: ${title}.\ndate: 2026-10-01\nowner: nobody\nreviewed: 2026-10-01\n---\n\n${title}.\n`;

// Builds every hub in `folder`; hands back where each was built, by the name of its service.
export function buildHubs(bindery, folder) {
    const built = {};
    for (const [name, service] of Object.entries(services)) {
        const write = (path, text) => {
            const file = join(folder, name, "content", path);
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text);
        };
        write("site.yaml", settings(name, service));
        write("guidance/keys.md", page("Who holds the keys"));
        write("cy/canllawiau/allweddi.md", page("Pwy sy’n dal yr allweddi").replace("---\n", "---\ntranslation_of: ../../guidance/keys.md\n"));
        write("guidance/both.md", `${page("Two forms")}\n[Tricky](form:tricky)\n`);
        built[name] = join(folder, name, "public");
        execFileSync(bindery, ["build", "--site", join(folder, name), "--out", built[name]], { stdio: ["ignore", "ignore", "pipe"] });
    }
    return built;
}

// The services of Bindery's table must be those that have a stand-in.
export function missingServices(bindery) {
    const told = execFileSync(bindery, ["explain", "feedback"]).toString();
    const known = [...told.matchAll(/^## ([\w-]+): /gm)].map(([, name]) => name);
    const ours = Object.keys(services);
    return [...known.filter((name) => !ours.includes(name)), ...ours.filter((name) => !known.includes(name))];
}

export function certificate(folder) {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const ask = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=stand-in".split(" ");
    execFileSync("openssl", [...ask, "-keyout", key, "-out", cert], { stdio: ["ignore", "ignore", "pipe"] });
    return { key: readFileSync(key), cert: readFileSync(cert) };
}
