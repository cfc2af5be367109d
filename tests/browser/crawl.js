/*
 * Every page a role can reach by links, from the first one on: accessible (axe, WCAG 2.2 AA and best
 * practice, no rule off, with every <details> and dialog opened), valid HTML, in both languages,
 * light and dark; nothing leaves the machine, nothing is stopped by the policy.
 */
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {HtmlValidate} from "html-validate";
import {check, done, launch, open, signIn, test} from "./browser.js";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({extends: ["html-validate:recommended"]});
const roles = (process.env.OPORA_ROLES ?? "coordinator school").split(" ");
const most = Number(process.env.OPORA_PAGES ?? 60);

/* One page of each shape is enough: /schools/a and /schools/b are the same template. */
function shape(address) {
	const at = new URL(address);
	const path = at.pathname.split("/").map((step) =>
		/\d/.test(step) || step.length > 24 || /^demo/.test(step) ? "*" : step).join("/");
	return `${path}?${[...at.searchParams.keys()].filter((k) => k !== "year").sort().join("&")}`;
}

async function find(page, start) {
	const seen = new Map();
	const queue = [start];
	while (queue.length > 0 && seen.size < most) {
		const address = queue.shift();
		if (seen.has(shape(address)))
			continue;
		const answer = await page.goto(address).catch(() => null);
		if (!answer || !(answer.headers()["content-type"] ?? "").startsWith("text/html"))
			continue;
		seen.set(shape(address), {address, status: answer.status(), html: await answer.text()});
		const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href));
		for (const link of links) {
			if (link.startsWith(new URL(start).origin) && !/\/static\/|\/api\/|format=|\/file$/.test(link))
				queue.push(link.split("#")[0]);
		}
	}
	return [...seen.values()];
}

async function runAxe(page) {
	await page.evaluate(() => {
		for (const details of document.querySelectorAll("details"))
			details.open = true;
	});
	await page.addScriptTag({content: axe}).catch(() => page.evaluate(axe));
	const found = await page.evaluate(() => window.axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	}));
	return found.violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].target} ${v.help}`);
}

/* Letters of Russian that stand in no element that says so. */
function foreignLetters() {
	const found = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const text = walker.currentNode;
		if (/[\u0400-\u04ff]/.test(text.data) &&
			text.parentElement.closest("[lang]").lang !== "ru" &&
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

async function look(browser, role, scheme, lang) {
	const page = await open(browser, {colorScheme: scheme, bypassCSP: true});
	await signIn(page, role);
	return page;
}

async function crawl(browser, role) {
	const page = await open(browser);
	if (role !== "nobody")
		await signIn(page, role);
	const pages = await find(page, new URL("/", page.url()).href);
	check(`${role}: pages are found by their links (${pages.length})`, pages.length > 2);
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
	for (const [scheme, lang] of [["light", "ru"], ["dark", "en"]]) {
		const seen = await look(browser, role, scheme, lang);
		for (const p of pages) {
			await seen.goto(withLanguage(p.address, lang));
			if (lang === "en")
				check(`${role}: ${shape(p.address)} has no Russian outside of lang=ru in English`,
					await seen.evaluate(foreignLetters));
			check(`${role}: ${shape(p.address)} passes axe, ${scheme}, ${lang}`, await runAxe(seen));
		}
		await seen.context().close();
	}
}

const browser = await launch();
for (const role of roles)
	await test(`${role}: the pages are looked at`, () => crawl(browser, role));
await browser.close();
done();
