/*
 * Whole tasks of roles on the demonstration: an objection from the school to the order, two windows
 * on one list, a session that ends elsewhere.
 */
import {check, done, launch, open, signIn, test} from "./browser.js";

const browser = await launch();

async function as(login, options) {
	const page = await open(browser, options);
	await signIn(page, login);
	return page;
}

const main = (page) => page.getByRole("main");

async function follow(page, name) {
	await main(page).getByRole("link", {name}).first().click();
	await page.waitForLoadState();
}

async function section(page, name) {
	await page.getByRole("navigation", {name: "Разделы"}).getByRole("link", {name}).click();
	await page.waitForLoadState();
}

/* A form by the names of its fields, then its button. */
async function send(page, fields, button) {
	for (const [name, value] of Object.entries(fields)) {
		const field = main(page).locator(`[name="${name}"]`);
		if (await field.evaluate((e) => e.tagName) === "SELECT")
			await field.selectOption({label: value});
		else
			await field.fill(value);
	}
	await main(page).getByRole("button", {name: button}).click();
	await page.waitForLoadState();
}

async function draft(page) {
	await section(page, "Выявление");
	await follow(page, "Перечни");
	await follow(page, /^Перечень 2/);
}

const act = {reason: "По заявлению школы.", document: "17", day: "01.09.2023"};

await test("a school sees itself alone", async () => {
	const page = await as("school");
	await section(page, "Школы");
	check("only the school and its branch are listed",
		await main(page).getByRole("rowheader").count() === 2);
	await page.goto("/lists?year=2023");
	check("the lists count its own schools alone", !(await main(page).innerText()).includes("5 школ"));
	for (const address of ["/schools/demo03", "/schools/demo03/why", "/schools/demo03/report"])
		check(`${address} of another school is not there`, (await page.goto(address)).status() === 404);
	await page.goto("/search?q=" + encodeURIComponent("Учебная школа № 3"));
	check("the search finds no other school",
		await main(page).getByRole("link", {name: "Учебная школа № 3"}).count() === 0);
	await page.context().close();
});

await test("an objection goes from the school to the order", async () => {
	const coordinator = await as("coordinator"), school = await as("school");

	await draft(coordinator);
	await follow(coordinator, "Включить школу");
	await send(coordinator, {school: "demo01", ...act}, "Включить");
	check("the school is included by decision",
		await main(coordinator).getByRole("link", {name: "Учебная школа № 1", exact: true}).count() > 0);
	await follow(coordinator, /^Ознакомление.*№ 1$/);
	await send(coordinator, {how: "на совещании"}, "Отметить");
	await draft(school);
	await follow(school, /^Подать возражение/);
	await send(school, {about: "включение в перечень", text: "Условия не выполнены."}, "Подать возражение");
	check("the school sees its objection",
		(await main(school).innerText()).includes("Условия не выполнены."));
	await draft(coordinator);
	await follow(coordinator, /решени/i);
	await send(coordinator, {decision: "принято", reason: "Школа права.", document: "18"}, "Принять решение");
	await follow(coordinator, /^Исключить.*№ 1$/);
	await send(coordinator, act, "Исключить");
	const approver = await as("approver");
	await draft(approver);
	await follow(approver, /^Утвердить/);
	await send(approver, {"order-number": "300", "order-day": "20.11.2026", title: "Об утверждении",
		basis: "Приказ министерства", hurry: "Срок отчёта."}, "Утвердить");
	check("the list is approved by order", (await main(approver).innerText()).includes("№ 300"));
	for (const page of [coordinator, school, approver])
		await page.context().close();
});

await test("of two windows on one list the second is told", async () => {
	const page = await as("coordinator"), other = await page.context().newPage();

	for (const window of [page, other]) {
		await window.goto("/lists/5");
		await follow(window, "Включить школу");
	}
	await send(page, {school: "demo02", ...act}, "Включить");
	await send(other, {school: "demo04", ...act}, "Включить");
	check("what another window changed is not overwritten", await other.getByRole("alert").count() === 1);
	check("what was typed stays", await main(other).locator("[name=school]").inputValue() === "demo04");
	await page.context().close();
});

await test("a session that ended elsewhere asks to sign in", async () => {
	const here = await as("methodist"), there = await as("methodist");

	await there.goto("/sessions");
	for (const end of await main(there).getByRole("button", {name: /^Завершить/}).all())
		await end.click().catch(() => null);
	await here.goto("/schools");
	check("the ended session is asked to sign in", here.url().includes("/sign-in"));
	await here.context().close();
	await there.context().close();
});

await browser.close();
done();
