/*
 * What every page is judged by: accessible (axe, WCAG 2.2 AA and best practice, no rule off), valid HTML,
 * no Russian outside of what says so in English, no wider than a phone.
 */
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {HtmlValidate} from "html-validate";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({extends: ["html-validate:recommended"]});
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/* What is wrong with the HTML, line by line. */
export async function invalid(html) {
	const report = await validator.validateString(html);
	return report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}

function complain(found) {
	return found.violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].target} ${v.help}`);
}

/*
 * The page with all it unfolds; then what lies over it, each alone: an open menu and a dialog cover
 * what is under them, as they should. The page is opened with bypassCSP.
 */
export async function runAxe(page) {
	await page.evaluate(() => {
		for (const details of document.querySelectorAll("details:not(.menu)"))
			details.open = true;
	});
	await page.addScriptTag({content: axe});
	const run = (selector) => page.evaluate(([where, only]) =>
		window.axe.run(where ?? document, {runOnly: only}), [selector, rules]);
	const found = complain(await run(null));
	for (const [selector, open] of [
		["details.menu", (e) => e.open = true], ["dialog", (e) => e.showModal()],
	]) {
		if (await page.locator(selector).count() === 0)
			continue;
		await page.locator(selector).first().evaluate(open);
		found.push(...complain(await run(selector)));
		await page.locator(selector).first().evaluate((e) => e.close ? e.close() : e.open = false);
	}
	return found;
}

/* Letters of Russian that stand in no element that says so: run in the page. */
export function foreignLetters() {
	const found = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const text = walker.currentNode;
		if (/[\u0400-\u04ff]/.test(text.data) &&
			text.parentElement.closest("[lang]").getAttribute("lang") !== "ru" &&
			!text.parentElement.closest("script, style"))
			found.push(text.data.trim());
	}
	return found;
}

export function withLanguage(address, lang) {
	const at = new URL(address);
	at.searchParams.set("lang", lang);
	return at.href;
}

/* How wide the page is. */
export async function width(page) {
	return page.evaluate(() => document.scrollingElement.scrollWidth);
}
