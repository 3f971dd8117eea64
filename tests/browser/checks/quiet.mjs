// Watches that a page keeps to itself: nothing is asked of another server, nothing is stored on the
// reader's device, nothing goes wrong in the console, nothing that the page asks for is missing.

// To be called before the page is opened; `faults()` tells, when all is loaded.
export function watch(page, origin) {
    const heard = [];
    const add = (what, where) => heard.push({ check: "quiet", what, where });
    page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) add("asks another server", url);
    });
    page.on("response", (response) => {
        if (response.status() >= 400) add(`answered with ${response.status()}`, new URL(response.url()).pathname);
    });
    page.on("console", (message) => {
        if (["error", "warn"].includes(message.type())) add("a message in the console", message.text());
    });
    page.on("pageerror", (error) => add("a script failed", String(error)));
    return {
        async faults() {
            const stored = await page.evaluate(async () => ({
                cookie: document.cookie !== "",
                localStorage: localStorage.length > 0,
                sessionStorage: sessionStorage.length > 0,
                indexedDB: (await indexedDB.databases()).length > 0,
                caches: "caches" in window && (await caches.keys()).length > 0,
                serviceWorker: (await navigator.serviceWorker?.getRegistrations())?.length > 0,
            }));
            // A cookie that scripts may not see is one all the same.
            stored.cookie ||= (await page.browserContext().cookies()).length > 0;
            for (const [kind, is] of Object.entries(stored)) if (is) add("stores something on the reader's device", kind);
            return heard;
        },
    };
}
