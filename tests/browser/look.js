/*
 * What is asked of every page a browser shows: axe without a rule off, each theme, the colours a system
 * forces, a phone's width, the keyboard's focus, English pages without Russian that does not say so, nothing that needs a script.
 */
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {HtmlValidate} from "html-validate";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const validator = new HtmlValidate({extends: ["html-validate:recommended"]});
const desk = {width: 1280, height: 720}, phone = {width: 390, height: 844};
const views = {
	ru: [["desk", desk, "light"], ["phone", phone, "dark"]],
	en: [["desk", desk, "contrast"], ["phone", phone, "light"]],
};

/* What is wrong with the HTML, line by line. */
export async function invalid(html) {
	const report = await validator.validateString(html);
	return report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}

export function withLanguage(address, lang) {
	const at = new URL(address);
	at.searchParams.set("lang", lang);
	return at.href;
}

/* Before the first page: the policy of the pages lets nothing in afterwards. */
export async function bringAxe(page) {
	await page.addInitScript({content: axe});
}

async function runAxe(page, selector) {
	const found = await page.evaluate(([where, only]) =>
		window.axe.run(where ?? document, {runOnly: only, resultTypes: ["violations"]}), [selector, rules]);
	return found.violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].target} ${v.help}`);
}

/* An account's theme stands at the root; the tokens of the system's dark one are the same (test_look). */
async function wear(page, theme) {
	await page.evaluate((name) => document.documentElement.dataset.theme = name, theme);
}

async function unfold(page) {
	await page.evaluate(() => document.querySelectorAll("details:not(.menu)").forEach((d) => d.open = true));
}

/* What lies over a page, each alone: an open menu and a dialog cover what is under them, as they should. */
async function lookOver(page, known, how) {
	const found = [];

	for (const [selector, show] of [["details.menu", (e) => e.open = true], ["dialog", (e) => e.showModal()]]) {
		for (const over of await page.locator(selector).all()) {
			const html = await over.evaluate((e) => e.outerHTML.replace(/(name="(csrf|back)" value=")[^"]*/g, "$1"));
			if (known.has(how + html))
				continue;
			known.add(how + html);
			await over.evaluate((e) => e.dataset.looked = "");
			await over.evaluate(show);
			found.push(...(await runAxe(page, `${selector}[data-looked]`)).map((v) => `${how}, ${selector}: ${v}`));
			await over.evaluate((e) => {
				e.close ? e.close() : e.open = false;
				delete e.dataset.looked;
			});
		}
	}
	return found;
}

/* Letters of Russian that stand in no element that says so. */
function foreignLetters() {
	const found = [], russian = /[\u0400-\u04ff]/;
	const says = (e) => e.closest("[lang]").getAttribute("lang");
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);

	while (walker.nextNode()) {
		const text = walker.currentNode;
		if (russian.test(text.data) && says(text.parentElement) !== "ru" &&
			!text.parentElement.closest("script, style"))
			found.push(text.data.trim());
	}
	for (const e of document.body.querySelectorAll("[title], [alt], [aria-label], [placeholder]")) {
		for (const name of ["title", "alt", "aria-label", "placeholder"]) {
			if (russian.test(e.getAttribute(name) ?? "") && says(e) !== "ru")
				found.push(`${name}: ${e.getAttribute(name)}`);
		}
	}
	return found.map((f) => `Russian that does not say so: ${f}`);
}

/* Without scripts nothing on the page is dead: what is pressed belongs to a form, what is followed leads on. */
function needsScript() {
	const found = [];
	const tell = (e) => found.push(`dead without scripts: ${e.outerHTML.slice(0, 120)}`);

	for (const e of document.querySelectorAll("button:not([data-print], [aria-disabled=true])")) {
		if (!e.form || e.type !== "submit")
			tell(e);
	}
	for (const e of document.querySelectorAll("input, select, textarea")) {
		if (!e.form)
			tell(e);
	}
	for (const e of document.querySelectorAll("a")) {
		const href = e.getAttribute("href");
		if (!href || href === "#" || (href[0] === "#" && !document.getElementById(decodeURIComponent(href.slice(1)))))
			tell(e);
	}
	for (const form of document.forms) {
		if (![...form.elements].some((e) => e.type === "submit"))
			tell(form);
	}
	return found;
}

/* What the keyboard reaches is outlined, in the window, and not hidden by what sticks (WCAG 2.4.7, 2.4.11). */
function focusSeen() {
	const found = [];
	const outlined = (e) => {
		const style = getComputedStyle(e);
		return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
	};
	const uncovered = (e, shown) => [...e.getClientRects()].some((box) => {
		const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
		const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
		return [.1, .5, .9].some((x) => [.2, .5, .8].some((y) => {
			const at = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
			return right > left && bottom > top && at && (shown.contains(at) || at.contains(e) && at.closest("label, summary, a"));
		}));
	});

	for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
		if (e.disabled || e.type === "hidden" || !e.checkVisibility({visibilityProperty: true}))
			continue;
		e.focus();
		if (document.activeElement !== e)
			continue; // one of a group of radio buttons, or closed
		const drawn = e.getBoundingClientRect().width > 2; // else its label is drawn
		const shown = drawn ? e : e.nextElementSibling ?? e.parentElement;
		if (!outlined(e) && !outlined(shown) && !outlined(e.parentElement))
			found.push(`no outline at the focus: ${e.outerHTML.slice(0, 120)}`);
		if (!uncovered(drawn ? e : shown, shown))
			found.push(`what has the focus is not seen: ${e.outerHTML.slice(0, 120)}`);
	}
	return found;
}

/* Drawings are in colours of the system, and what is chosen alone is underlined; a QR code stays as it is. */
function foreignColours() {
	const probe = document.body.appendChild(document.createElement("i"));
	const system = ["Canvas", "CanvasText", "LinkText", "VisitedText", "GrayText", "Highlight", "HighlightText",
		"ButtonFace", "ButtonText"].map((name) => {
		probe.style.color = name;
		return getComputedStyle(probe).color;
	});
	const ground = system[0], found = new Set();

	probe.remove();
	for (const e of document.querySelectorAll("svg:not([shape-rendering]) *, svg:not([shape-rendering])")) {
		const style = getComputedStyle(e);
		if (!e.checkVisibility())
			continue;
		for (const part of ["fill", "stroke"]) {
			if (style[part].startsWith("rgb") && !(style[`${part}Opacity`] < .01) && !system.includes(style[part]) &&
				e instanceof SVGGeometryElement)
				found.add(`${part} of .${e.getAttribute("class")} is ${style[part]}`);
		}
		if (e.tagName === "svg" && !["rgba(0, 0, 0, 0)", ground].includes(style.backgroundColor))
			found.add(`the ground of svg.${e.getAttribute("class")} is ${style.backgroundColor}`);
	}
	for (const e of document.querySelectorAll(":is(.nav, .tabs) a:not([aria-current])")) {
		if (getComputedStyle(e).borderBottomColor !== ground)
			found.add(`«${e.textContent}» looks chosen`);
	}
	return [...found].map((f) => `forced colours: ${f}`);
}

/* The hardest case: the account has the light theme, the system forces a dark one. */
async function inForcedColours(page) {
	await wear(page, "light");
	await page.emulateMedia({colorScheme: "dark", forcedColors: "active"});
	const found = await page.evaluate(foreignColours);
	await page.emulateMedia({colorScheme: null, forcedColors: null});
	return found;
}

/* No wider than the window: what scrolls sideways scrolls in a frame of its own. */
async function tooWide(page) {
	const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
	const window = page.viewportSize().width;
	if (width <= window)
		return [];
	const widest = await page.evaluate((w) => [...document.querySelectorAll("body *")]
		.filter((e) => Math.round(e.getBoundingClientRect().right) >= w)
		.map((e) => `${e.tagName}.${e.className} «${e.textContent.trim().slice(0, 30)}»`).pop(), width);
	return [`${width} px in a window of ${window}, by ${widest}`];
}

/*
 * Everything above on the page that is open, which speaks @lang; what is wrong, line by line. Each language
 * is seen at a desk and on a phone, each theme in one of them: colours know no words. @known remembers menus
 * and dialogs looked at, @count.axe the runs of axe.
 */
export async function look(page, lang, known, count) {
	const wrong = [];

	if (lang === "en")
		wrong.push(...await page.evaluate(foreignLetters));
	wrong.push(...await page.evaluate(needsScript));
	await unfold(page);
	await page.keyboard.press("Tab"); // from here on the focus is the keyboard's
	for (const [place, window, theme] of views[lang]) {
		const how = `${place}, ${theme}, ${lang}`;
		await page.setViewportSize(window);
		await wear(page, theme);
		count.axe++;
		wrong.push(...[...await runAxe(page, null), ...await tooWide(page), ...await page.evaluate(focusSeen)]
			.map((w) => `${how}: ${w}`));
		wrong.push(...await lookOver(page, known, how));
	}
	wrong.push(...await inForcedColours(page));
	for (const width of [720, 320]) { // half a desk at 200 %, the narrowest of WCAG 1.4.10
		await page.setViewportSize({width, height: 700});
		wrong.push(...(await tooWide(page)).map((w) => `${lang}: ${w}`));
	}
	await page.setViewportSize(desk);
	return wrong;
}
