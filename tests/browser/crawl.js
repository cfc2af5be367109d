/*
 * Every page a role can reach by links, from the first one on: accessible (axe, WCAG 2.2 AA and best
 * practice, no rule off, with every <details> and dialog opened), valid HTML, in both languages,
 * light and dark, no wider than a phone; nothing leaves the machine, nothing is stopped by the policy.
 *
 * OPORA_ROLES, OPORA_PAGES: who looks, and at most how many pages each. A page that an earlier role was
 * shown is not looked at again, but for OPORA_EACH=1.
 */
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {HtmlValidate} from "html-validate";
import {check, done, launch, open, signIn, test, url} from "./browser.js";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({extends: ["html-validate:recommended"]});
const roles = (process.env.OPORA_ROLES ?? "nobody coordinator school admin").split(" ");
const most = Number(process.env.OPORA_PAGES ?? 12);
const known = new Set();
const languages = [["light", "ru"], ["dark", "en"]];
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/* One page of each shape is enough: /schools/a and /schools/b are the same template. */
function shape(address) {
	const at = new URL(address);
	const path = at.pathname.split("/").map((step) =>
		/\d/.test(step) || step.length > 24 || /^(demo|evil)/.test(step) ? "*" : step).join("/");
	return `${path}?${[...at.searchParams.keys()].filter((k) => k !== "year").sort().join("&")}`;
}

async function find(page, role, start) {
	const seen = new Map();
	const passed = new Set(); // an earlier role saw it; its links count
	const queue = [start];
	while (queue.length > 0 && seen.size < most && passed.size < 3 * most) {
		const address = queue.shift();
		if (seen.has(shape(address)) || passed.has(shape(address)))
			continue;
		const answer = await page.goto(address).catch(() => null);
		if (!answer || !(answer.headers()["content-type"] ?? "").startsWith("text/html"))
			continue;
		if (known.has(shape(address)))
			passed.add(shape(address));
		else
			seen.set(shape(address), {address, status: answer.status(), html: await answer.text()});
		const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href));
		for (const link of links) {
			if (link.startsWith(new URL(start).origin) && !/\/static\/|\/api\/|format=|\/file$/.test(link))
				queue.push(link.split("#")[0]);
		}
	}
	check(`${role}: pages are found by their links (${seen.size}, and ${passed.size} known)`,
		seen.size + passed.size > 0);
	if (process.env.OPORA_EACH !== "1")
		[...seen.keys()].forEach((k) => known.add(k));
	return [...seen.values()];
}

function complain(found) {
	return found.violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].target} ${v.help}`);
}

/*
 * The page with all it unfolds; then what lies over it, each alone: an open menu and a dialog cover
 * what is under them, as they should.
 */
async function runAxe(page) {
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

/* Letters of Russian that stand in no element that says so. */
function foreignLetters() {
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

function withLanguage(address, lang) {
	const at = new URL(address);
	at.searchParams.set("lang", lang);
	return at.href;
}

/* No wider than a phone of 390 px: what scrolls sideways scrolls inside of its own frame. */
async function narrow(browser, role, pages) {
	const page = await open(browser, {viewport: {width: 390, height: 844}});
	const wide = [];

	if (role !== "nobody")
		await signIn(page, role);
	for (const p of pages) {
		await page.goto(p.address);
		const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
		if (width > 390)
			wide.push(`${width} px: ${p.address}`);
	}
	check(`${role}: no page is wider than a phone`, wide);
	check(`${role}: on a phone too there is nothing to complain of`, page.complaints);
	await page.context().close();
}

async function judge(browser, role, pages, scheme, lang) {
	const page = await open(browser, {colorScheme: scheme, bypassCSP: true});
	if (role !== "nobody")
		await signIn(page, role);
	for (const p of pages) {
		await page.goto(withLanguage(p.address, lang));
		if (lang === "en")
			check(`${role}: ${shape(p.address)} has no Russian outside of lang=ru in English`,
				await page.evaluate(foreignLetters));
		check(`${role}: ${shape(p.address)} passes axe, ${scheme}, ${lang}`, await runAxe(page));
	}
	await page.context().close();
}

async function crawl(browser, role) {
	const page = await open(browser);
	if (role !== "nobody")
		await signIn(page, role);
	const pages = await find(page, role, new URL("/", url).href);
	check(`${role}: none answers with an error`,
		pages.filter((p) => p.status >= 400).map((p) => `${p.status} ${p.address}`));
	check(`${role}: scripts, policy and network have nothing to complain of`, page.complaints);
	for (const p of pages) {
		const report = await validator.validateString(p.html);
		check(`${role}: ${shape(p.address)} is valid HTML`,
			report.results.flatMap((r) => r.messages.map((m) =>
				`${m.line}:${m.column} ${m.ruleId}: ${m.message}`)));
	}
	await page.context().close();
	for (const [scheme, lang] of languages)
		await judge(browser, role, pages, scheme, lang);
	await narrow(browser, role, pages);
}

const browser = await launch();
for (const role of roles)
	await test(`${role}: the pages are looked at`, () => crawl(browser, role));
await browser.close();
done();
