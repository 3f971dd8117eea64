// A hub that somebody carries about on a stick: a page that is opened as a file looks as it should, and its
// form is sent, with a script and without.

import { reader } from "./reader.mjs";

export const diskWays = {
    async "from a disk"({ browser, name, hub, box, words, expect }) {
        if (name !== "web3forms") return;
        for (const scripts of [true, false]) {
            box.delivered.length = 0;
            const it = await reader(browser, name, words.keys, { scripts, disk: hub });
            const { styles, pictures } = await it.page.evaluate(() => ({
                styles: [...document.styleSheets].length,
                pictures: [...document.images].every(({ naturalWidth }) => naturalWidth > 0),
            }));
            expect("style sheets and pictures", [styles, pictures], [1, true]);
            await it.answer();
            if (scripts) {
                await it.press("Enter");
                expect("what is said", (await it.said()).title, words.thanksTitle);
            } else {
                await Promise.all([it.page.waitForNavigation(), it.press("Enter")]);
                expect("where it leads", it.page.url(), it.origin + words.thanks);
            }
            expect("delivered", box.delivered.map((fields) => fields.get("page")), [it.origin + words.keys]);
            expect("errors", it.errors, []);
            await it.close();
        }
    },
};
