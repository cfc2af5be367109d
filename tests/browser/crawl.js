/*
 * Every page a role can reach by links, from the first one on: accessible (axe, WCAG 2.2 AA and best
 * practice, no rule off, with every <details> and dialog opened), valid HTML, in both languages,
 * light and dark, no wider than a phone; nothing leaves the machine, nothing is stopped by the policy.
 *
 * OPORA_ROLES, OPORA_PAGES: who looks, and at most how many pages each. A page that an earlier role was
 * shown is not looked at again, but for OPORA_EACH=1.
 */
import {check, done, launch, open, signIn, test, url} from "./browser.js";
import {foreignLetters, invalid, runAxe, width, withLanguage} from "./judge.js";

const roles = (process.env.OPORA_ROLES ?? "nobody coordinator school admin").split(" ");
const most = Number(process.env.OPORA_PAGES ?? 12);
const known = new Set();
const languages = [["light", "ru"], ["dark", "en"]];

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

/* No wider than a phone of 390 px: what scrolls sideways scrolls inside of its own frame. */
async function narrow(browser, role, pages) {
	const page = await open(browser, {viewport: {width: 390, height: 844}});
	const wide = [];

	if (role !== "nobody")
		await signIn(page, role);
	for (const p of pages) {
		await page.goto(p.address);
		const px = await width(page);
		if (px > 390)
			wide.push(`${px} px: ${p.address}`);
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
	for (const p of pages)
		check(`${role}: ${shape(p.address)} is valid HTML`, await invalid(p.html));
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
