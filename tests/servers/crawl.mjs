// Follows every link of a website from its home page, and asks for what should not be there. Gives
// what is wrong, in words.

const attribute = /\b(?:href|src|action)="([^"]*)"/g;
const sets = /\bsrcset="([^"]*)"/g;
const unescape = (text) => text.replace(/&amp;/g, "&").replace(/&#x27;|&#39;/g, "'").replace(/&quot;/g, '"');

export async function check(origin, base, expects) {
    const faults = [];
    const home = new URL(base, origin).href;
    const seen = new Set([home]);
    const queue = [[home, "the start"]];
    const get = (path) => fetch(new URL(path, home), { redirect: "manual" });
    while (queue.length > 0) {
        const [url, from] = queue.pop();
        const answer = await fetch(url, { redirect: "manual" });
        const body = await answer.text();
        if (answer.status !== 200) {
            faults.push(`${url}: status ${answer.status}, linked from ${from}`);
            continue;
        }
        if (expects.headers) faults.push(...headers(url, answer));
        if (expects.cache) faults.push(...cache(url, answer));
        if (!/^text\/html/.test(answer.headers.get("content-type"))) continue;
        const found = [...body.matchAll(attribute)].map((match) => unescape(match[1]));
        found.push(...[...body.matchAll(sets)].flatMap((match) => match[1].split(", ").map((part) => part.split(" ")[0])));
        for (const target of found) {
            const next = new URL(target, url);
            next.hash = "";
            // The hub's full address stands for this server.
            if (next.host === "hub.example.org") next.href = next.href.replace(next.origin, origin);
            if (next.origin === origin && !seen.has(next.href)) {
                seen.add(next.href);
                queue.push([next.href, url]);
            }
        }
    }
    for (const path of ["no-such-page/", "no-such-file.pdf", "guidance/no-such-page/", "guidance/%2e%2e/no-such-page/"]) {
        const answer = await get(path);
        const body = await answer.text();
        if (answer.status !== 404 || !body.includes("<h1>Page not found</h1>")) {
            const is = body.includes("<h1>Page not found</h1>") ? "right" : "wrong";
            faults.push(`${path}: status ${answer.status} and the ${is} page, for an address that does not exist`);
        }
    }
    for (const path of [".htaccess", ".bindery-manifest"]) {
        const { status } = await get(path);
        if (expects.hides !== false && status === 200) faults.push(`${path} is shown to readers`);
    }
    const moved = [
        ["rota/", "guides/volunteer-rota/"],
        ["rota", "guides/volunteer-rota/"],
        ["leaflets/old%20rota.pdf", "guides/volunteer-rota.csv"],
        ["odd%20(name)+.html", ""],
        ["shop/", "https://shop.example.org/?a=b"],
    ];
    for (const [from, to] of expects.redirects ? moved : []) {
        const answer = await get(from);
        const location = answer.headers.get("location");
        const there = location && new URL(location, new URL(from, home)).href;
        if (answer.status !== 301 || there !== new URL(to, home).href) {
            faults.push(`${from}: status ${answer.status} to ${location}, where 301 to ${to} was meant`);
        }
    }
    return { faults, pages: seen.size };
}

const wanted = ["content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy"];

function headers(url, answer) {
    return wanted.filter((name) => !answer.headers.get(name)).map((name) => `${url}: without the header ${name}`);
}

function cache(url, answer) {
    const value = answer.headers.get("cache-control") ?? "";
    const isFingerprinted = new URL(url).pathname.includes("/assets/");
    const right = isFingerprinted ? value === "public, max-age=31536000, immutable" : /max-age=0/.test(value);
    return right ? [] : [`${url}: kept as “${value}”`];
}
