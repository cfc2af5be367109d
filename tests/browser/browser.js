/*
 * What the browser tests share: Chromium, the server's address, signing in, and TAP.
 *
 * The environment (tests/browser/run.sh): OPORA_URL, OPORA_PASSWORD of the demonstration's accounts.
 */
import {chromium} from "playwright-core";

export const url = process.env.OPORA_URL;
export const password = process.env.OPORA_PASSWORD;

let number = 0;
let failures = 0;

/* One check: a sentence that can be false; what is wrong is told line by line. */
export function check(sentence, wrong) {
	const lines = wrong === true ? [] : wrong === false ? ["false"] : wrong;
	number++;
	console.log(`${lines.length === 0 ? "ok" : "not ok"} ${number} - ${sentence}`);
	for (const line of lines.slice(0, 20))
		console.log(`#   ${String(line).replaceAll("\n", " ").slice(0, 400)}`);
	if (lines.length > 0)
		failures++;
}

export function done() {
	console.log(`1..${number}`);
	process.exitCode = failures === 0 ? 0 : 1;
}

/* A test that breaks off is one failing check. */
export async function test(sentence, run) {
	try {
		await run();
	} catch (error) {
		check(sentence, [error.message]);
	}
}

export async function launch() {
	return chromium.launch({
		executablePath: process.env.OPORA_CHROMIUM ?? "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync"],
	});
}

/*
 * A new person at a new browser. What the page complains of (errors of scripts, what the
 * Content-Security-Policy stopped, requests that leave the machine) is collected.
 */
export async function open(browser, options = {}) {
	const context = await browser.newContext({baseURL: url, locale: "ru-RU", ...options});
	const page = await context.newPage();
	page.complaints = [];
	page.on("pageerror", (error) => page.complaints.push(`script: ${error.message}`));
	page.on("console", (message) => {
		if (message.type() === "error" && !/status of (4\d\d|503)/.test(message.text()))
			page.complaints.push(`console: ${message.text()}`);
	});
	page.on("dialog", (dialog) => {
		page.complaints.push(`a window said: ${dialog.message()}`);
		dialog.dismiss();
	});
	page.on("request", (request) => {
		if (!request.url().startsWith(url) && !request.url().startsWith("data:"))
			page.complaints.push(`left the machine: ${request.url()}`);
	});
	return page;
}

export async function signIn(page, login) {
	await page.goto("/sign-in");
	await page.fill("[name=login]", login);
	await page.fill("[name=password]", password);
	await page.click("main button.primary, main form button");
	await page.waitForLoadState();
}
