/*
 * Every page a role can reach (pages.js), one of each template and state: accessible (axe, WCAG 2.2 AA and
 * best practice, no rule off, with every <details>, menu and dialog opened), in both languages and all
 * themes, at a desk and on a phone (look.js); valid HTML; its forms sent empty; nothing leaves the machine,
 * nothing is stopped by the policy. What stands in a page's main was looked at once, for whichever role.
 *
 * Among hostile names only pages that show one are looked at: the others are those of the state «lists»,
 * which is looked at whole. Their HTML is checked all the same.
 *
 * OPORA_ROLES, OPORA_PAGES: who looks, and at most how many pages each that no earlier role was shown.
 */
import {availableParallelism} from "node:os";
import {check, done, launch, open, test} from "./browser.js";
import {bringAxe, invalid, look, withLanguage} from "./look.js";
import {enter, findPages, mainOf, settled} from "./pages.js";

const roles = (process.env.OPORA_ROLES ?? "nobody coordinator school admin").split(" ");
const most = Number(process.env.OPORA_PAGES ?? 12);
const languages = ["ru", "en"];
const windows = Math.max(2, availableParallelism()); // a page beside another costs little, waiting costs more
const shown = new Set(), validated = new Set(), overlays = new Set();
const count = {read: 0, pages: 0, looked: 0, axe: 0, html: 0, forms: 0};

function once(set, what) {
	const is = !set.has(what);
	set.add(what);
	return is;
}

async function invalidOnce(html) {
	if (!once(validated, settled(html)))
		return [];
	count.html++;
	return invalid(html);
}

/* The form of the page that cannot do without words it does not have: sent, it is refused and changes nothing. */
const empty = (page) => page.evaluateHandle(() => [...document.querySelectorAll("main form[method=post]")].find((f) =>
	[...f.elements].some((e) => e.required && e.value === "" && e.type !== "radio")) ?? null);

async function sendEmpty(page) {
	const form = (await empty(page)).asElement();
	if (!form)
		return null;
	const [answer] = await Promise.all([page.waitForNavigation(), form.evaluate((f) => {
		f.noValidate = true;
		f.requestSubmit();
	})]);
	return answer;
}

async function judge(page, p) {
	const wrong = [];

	for (const lang of languages) {
		page.complaints.length = 0;
		const answer = await page.goto(withLanguage(p.address, lang));
		wrong.push(...(await invalidOnce(await answer.text())).map((v) => `HTML, ${lang}: ${v}`));
		wrong.push(...await look(page, lang, overlays, count));
		const refused = await sendEmpty(page);
		if (refused) {
			count.forms++;
			if (refused.status() < 400 || await page.locator(".error-summary").count() === 0)
				wrong.push(`${lang}: its form is not refused when it is empty: ${refused.status()}`);
			wrong.push(...(await invalidOnce(await refused.text())).map((v) => `HTML of the refused form, ${lang}: ${v}`));
			wrong.push(...(await look(page, lang, overlays, count)).map((v) => `refused form: ${v}`));
		}
		wrong.push(...page.complaints);
	}
	return wrong;
}

/* The pages one after another in several windows. */
async function judgeAll(browser, role, pages, storageState) {
	const queue = [...pages];

	await Promise.all(Array.from({length: windows}, async () => {
		const page = await open(browser, {storageState});
		await bringAxe(page);
		for (let p = queue.shift(); p; p = queue.shift())
			await test(`${role}: ${p.kind} is looked at`, async () =>
				check(`${role}: ${p.kind} ${new URL(p.address).search}`, await judge(page, p)));
		await page.context().close();
	}));
}

/* run.sh gives the names: a script, one of 499 letters, one that would run backwards. */
const hostile = /&gt;&lt;script|Ш{30}|\u202e/;

function isWorthIt(html) {
	return process.env.OPORA_STATE !== "hostile" || hostile.test(mainOf(html));
}

async function crawl(browser, role) {
	const person = await enter(role);
	const found = await findPages(person, most, (html) => isWorthIt(html) && once(shown, mainOf(html)));
	const fresh = found.pages.filter((p) => p.isNew);

	count.read += found.read;
	count.pages += found.pages.length;
	count.looked += fresh.length;
	check(`${role}: ${found.pages.length} pages among ${found.read} read, ${fresh.length} not shown to an earlier role`,
		found.pages.length > 0);
	check(`${role}: none answers with an error`, found.errors);
	for (const p of found.pages)
		check(`${role}: ${p.kind} is valid HTML`, await invalidOnce(p.html));
	await judgeAll(browser, role, fresh, await person.storageState());
	await person.dispose();
}

const began = Date.now();
const browser = await launch();
for (const role of roles)
	await test(`${role}: the pages are looked at`, () => crawl(browser, role));
await browser.close();
console.log(`# ${roles.length} roles, ${count.read} pages read, ${count.pages} of their own template and state, ` +
	`${count.looked} of them looked at (the others are word for word another role's) in two languages and ` +
	`three themes, at a desk and on a phone; ${count.forms} forms sent empty; ${count.axe} runs of axe, ` +
	`${count.html} texts of HTML; ${Math.round((Date.now() - began) / 1000)} s`);
done();
