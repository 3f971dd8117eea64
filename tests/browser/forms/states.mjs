// Looks at what the script shows, with all the checks that a page must pass: a summary of mistakes, a
// failure and a success, in each colour scheme, at the narrowest width.

import { axe } from "../checks/axe.mjs";
import { layout } from "../checks/layout.mjs";
import { setScheme, setWidth, schemes } from "../chromium.mjs";
import { reader } from "./reader.mjs";

export const stateWays = {
    async "how it looks"({ browser, name, box, words, expect }) {
        if (name !== "web3forms") return;
        for (const scheme of Object.keys(schemes)) {
            const it = await reader(browser, name, words.keys);
            await setScheme(it.devtools, scheme);
            await setWidth(it.page, 320);
            const look = async (state) => {
                await it.said();
                const faults = [...(await axe(it.page)).faults, ...(await layout(it.page))];
                expect(`${scheme}, ${state}`, faults.map(({ check, what, where }) => `${check}: ${what} at ${where}`), []);
                const ring = await it.page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
                expect(`${scheme}, ${state}: the focus`, ring, "solid");
            };
            await it.tabTo(".feedback button");
            await it.press("Enter");
            await look("mistakes");
            await it.answer();
            box.mode = "refused";
            await it.press("Enter");
            await look("failure");
            box.mode = "well";
            await it.tabTo(".feedback button");
            await it.press("Enter");
            await look("success");
            await it.close();
        }
        const own = await reader(browser, name, words.tricky);
        await setWidth(own.page, 320);
        await own.tabTo(".own-form button");
        await own.press("Enter");
        await own.said();
        const faults = [...(await axe(own.page)).faults, ...(await layout(own.page))];
        expect("mistakes of every kind", faults.map(({ check, what, where }) => `${check}: ${what} at ${where}`), []);
        await own.close();
    },
};
