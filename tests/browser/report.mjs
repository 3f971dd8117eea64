// Gathers what the checks find, and tells it so that one mistake that shows on two hundred pages
// is told once, with the states that show it.

const mostPages = 6;

export class Report {
    #faults = new Map();
    #incomplete = new Map();
    states = 0;

    // `state` is a page and how it was looked at: { page, scheme, width }.
    add(faults, state) {
        for (const fault of faults) {
            const key = `${fault.check}|${fault.what}|${general(fault.where)}`;
            const group = this.#faults.get(key) ?? { ...fault, pages: new Map() };
            this.#faults.set(key, group);
            const ways = group.pages.get(state.page) ?? new Map();
            group.pages.set(state.page, ways);
            const widths = ways.get(state.scheme ?? "") ?? new Set();
            ways.set(state.scheme ?? "", widths.add(state.width ?? ""));
        }
    }

    incomplete(rules) {
        for (const rule of rules) this.#incomplete.set(rule, (this.#incomplete.get(rule) ?? 0) + 1);
    }

    // Prints everything; true if there is nothing to complain of.
    print() {
        const groups = [...this.#faults.values()].sort((a, b) => (`${a.check}|${a.what}` < `${b.check}|${b.what}` ? -1 : 1));
        for (const group of groups) {
            console.log(`\n${group.check}: ${group.what}${group.where ? `\n  at ${group.where}` : ""}`);
            const pages = [...group.pages];
            for (const [page, ways] of pages.slice(0, mostPages)) console.log(`  ${page}  ${told(ways)}`.trimEnd());
            if (pages.length > mostPages) console.log(`  and ${pages.length - mostPages} more pages`);
        }
        if (this.#incomplete.size > 0) {
            const counts = [...this.#incomplete].sort().map(([rule, count]) => `${rule} ${count}`);
            console.log(`\naxe could not decide (states for each rule): ${counts.join(", ")}`);
        }
        const outcome = groups.length === 0 ? "no violations" : `${groups.length} kinds of violation`;
        console.log(`\n${this.states} page states, ${outcome}`);
        return groups.length === 0;
    }
}

// The same place on another page: positions and made-up ids differ, the rest does not.
function general(selector = "") {
    return selector.replace(/:nth-(child|of-type)\(\d+\)/g, "").replace(/\[href[^\]]*\]|#[\w-]+/g, "#");
}

function told(ways) {
    return [...ways].map(([scheme, widths]) => [scheme, ...[...widths].sort((a, b) => a - b)].join(" ").trim()).filter(Boolean).join(", ");
}
