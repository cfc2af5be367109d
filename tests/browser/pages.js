/*
 * Which pages a role can reach, by links and by the forms that ask (GET), from the first page on.
 * HTTP alone, no browser: a page costs a millisecond or two, so that many are read and few looked at.
 */
import {request} from "playwright-core";
import {password, url} from "./browser.js";

const perShape = 60; // of /schools/a, /schools/b, … so many are read

/* /schools/a and /schools/b are one template, so are the pages of two accounts. */
export function shape(address) {
	return new URL(address).pathname.replace(/^\/users\/(?!add$)[^/]+/, "/users/*").split("/").map((step) =>
		/\d/.test(step) || step.length > 24 || /^(demo|evil)/.test(step) ? "*" : step).join("/");
}

/* Without what changes from one answer to the next and says nothing of the page: tokens, the minute. */
export function settled(html) {
	return html.replace(/(name="(?:csrf|back)" value=")[^"]*/g, "$1")
		.replace(/\d\d?[. ][\p{L}\d]+[. ]\d{4} \d\d:\d\d/gu, "");
}

export function mainOf(html) {
	return settled(html.slice(Math.max(0, html.indexOf("<main")), html.indexOf("</main>")));
}

/* Which elements a page is made of, with what changes their look. */
function parts(status, html) {
	const found = new Set([`status ${status}`]);

	for (const [, tag, rest] of mainOf(html).matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)) {
		if (!/^(path|line|circle|text|polyline|rect|use|tspan)$/.test(tag))
			found.add([tag, ...["class", "type", "aria-current", "aria-sort", "aria-disabled"]
				.map((name) => attribute(rest, name) ?? "")].join(" "));
	}
	return found;
}

function attribute(tag, name) {
	return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1].replaceAll("&amp;", "&");
}

/* What the forms that ask would ask: each list's first choice, and words that find and do not find. */
function questions(html, address) {
	const found = [];

	for (const [, head, body] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
		if (attribute(head, "method") === "post")
			continue;
		for (const words of ["№ 1", "нигде"]) {
			const at = new URL(attribute(head, "action") ?? "", address);
			for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
				const type = attribute(tag, "type") ?? "text";
				if (type === "hidden")
					at.searchParams.set(attribute(tag, "name"), attribute(tag, "value"));
				else if (/^(text|search)$/.test(type))
					at.searchParams.set(attribute(tag, "name"), words);
			}
			for (const [, select, options] of body.matchAll(/(<select[^>]*>)([\s\S]*?)<\/select>/g)) {
				const choice = [...options.matchAll(/<option[^>]*>/g)].map(([o]) => attribute(o, "value"))
					.find((v) => v);
				at.searchParams.set(attribute(select, "name"), choice ?? "");
			}
			found.push(at.href);
		}
	}
	return found;
}

function links(html, address) {
	return [...html.matchAll(/<a\s[^>]*>/g)].map(([tag]) => attribute(tag, "href"))
		.filter((href) => href !== undefined).map((href) => new URL(href, address).href);
}

function isPage(address) {
	const at = new URL(address);
	return at.origin === new URL(url).origin && !/\/static\/|\/api\/|format=|\/file$/.test(at.href);
}

function tidy(address) {
	const at = new URL(address);
	at.hash = "";
	at.searchParams.delete("lang");
	return at.href;
}

/* Signs in without a browser; the answer's storageState() is for its windows. */
export async function enter(login) {
	const person = await request.newContext({baseURL: url, extraHTTPHeaders: {Origin: new URL(url).origin}});

	if (login !== "nobody")
		await person.post("/sign-in", {form: {login, password}});
	return person;
}

/*
 * {pages, read, errors}: of each template as many pages as show all its elements in every look they take,
 * at most @most which @isNew(html) takes for new; how many were read; the links that led to an error.
 */
export async function findPages(person, most, isNew) {
	const queue = [{address: new URL("/", url).href}], asked = new Set(), times = new Map(), known = new Map();
	const pages = [], errors = [];
	let fresh = 0, read = 0;

	while (queue.length > 0 && fresh < most) {
		const {address, from, guessed} = queue.shift(), kind = shape(address);
		if (asked.has(address) || (times.get(kind) ?? 0) >= perShape)
			continue;
		asked.add(address);
		times.set(kind, (times.get(kind) ?? 0) + 1);
		const answer = await person.get(address);
		if (!(answer.headers()["content-type"] ?? "").startsWith("text/html"))
			continue;
		const html = await answer.text(), seen = known.get(kind) ?? new Set();
		read++;
		if (answer.status() >= 400 && !guessed)
			errors.push(`${answer.status()} ${address} (a link of ${from})`);
		const unseen = [...parts(answer.status(), html)].filter((part) => !seen.has(part));
		unseen.forEach((part) => seen.add(part));
		known.set(kind, seen);
		if (unseen.length > 0) {
			const page = {address, kind, html, isNew: isNew(html) || pages.length === 0}; // the frame is each role's
			pages.push(page);
			fresh += page.isNew ? 1 : 0;
		}
		for (const link of links(html, address).filter(isPage))
			queue.push({address: tidy(link), from: address});
		for (const question of questions(html, address))
			queue.push({address: tidy(question), guessed: true}); // no such year: the page says so
	}
	return {pages, read, errors};
}
