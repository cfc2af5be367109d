/*
 * How people work with the pages: the keyboard alone, without scripts, on paper. On the demonstration.
 */
import {check, done, launch, open, signIn, test} from "./browser.js";

const browser = await launch();
const main = (page) => page.getByRole("main");

/* What has the focus has an outline. */
async function focused(page) {
	return page.evaluate(() => {
		const e = document.activeElement, style = getComputedStyle(e);
		return {tag: e.tagName, text: e.innerText?.trim() ?? "", href: e.getAttribute("href"), name: e.name, id: e.id,
			seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1};
	});
}

async function tabTo(page, wanted, blind) {
	for (let i = 0; i < 60; i++) {
		await page.keyboard.press("Tab");
		const now = await focused(page);
		if (!now.seen)
			blind.push(`${now.tag} ${now.text}`);
		if (wanted(now))
			return;
	}
	throw new Error(`never reached by Tab: ${wanted}`);
}

await test("the keyboard is enough", async () => {
	const page = await open(browser), blind = [];

	await page.goto("/sign-in");
	await tabTo(page, (e) => e.name === "login", blind);
	await page.keyboard.type("coordinator");
	await tabTo(page, (e) => e.name === "password", blind);
	await page.keyboard.type(process.env.OPORA_PASSWORD);
	await page.keyboard.press("Enter");
	await page.getByRole("navigation", {name: "Разделы"}).waitFor();
	await page.keyboard.press("Tab");
	check("the first step of Tab leads to the content", (await focused(page)).href === "#main");
	await page.keyboard.press("Enter");
	check("the content has the focus", await page.evaluate(() => document.activeElement.id === "main"));
	await page.goto("/");
	await tabTo(page, (e) => e.text === "Школы", blind);
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/schools/);
	await tabTo(page, (e) => e.name === "search" && e.tag === "INPUT", blind);
	await page.keyboard.type("№ 5");
	await page.keyboard.press("Enter");
	await page.waitForURL(/search=/);
	await tabTo(page, (e) => e.text === "Учебная школа № 5", blind);
	await page.keyboard.press("Enter");
	await page.getByRole("heading", {level: 1, name: "Учебная школа № 5"}).waitFor();
	check("what has the focus is always seen", blind);
	await page.context().close();
});

await test("keys of every page", async () => {
	const page = await open(browser), blind = [];

	await signIn(page, "coordinator");
	for (const key of ["/", "Control+k"]) {
		await page.goto("/schools");
		await page.keyboard.press(key);
		check(`${key} leads to the search`, (await focused(page)).id === "search");
	}
	await page.keyboard.type("школа 11/");
	check("a slash that is typed stays a slash", await page.locator("#search").inputValue() === "школа 11/");
	await page.keyboard.press("Backspace");
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/search\?q=/);
	check("what is typed there is found",
		await main(page).getByRole("link", {name: "Учебная школа № 11"}).count() === 1);

	await tabTo(page, (e) => e.tag === "SUMMARY", blind);
	await page.keyboard.press("Enter");
	check("the menu opens by Enter", await page.locator("details.menu").getAttribute("open") !== null);
	await page.keyboard.press("Tab");
	await page.keyboard.press("Escape");
	check("and closes by Escape", await page.locator("details.menu").getAttribute("open") === null);
	check("then its button has the focus again", (await focused(page)).tag === "SUMMARY");

	await page.keyboard.press("?");
	check("the question mark lists the keys", await page.locator("dialog#keys").isVisible());
	check("the list has the focus",
		await page.evaluate(() => document.getElementById("keys").contains(document.activeElement)));
	await page.keyboard.press("Escape");
	check("it closes by Escape", !await page.locator("dialog#keys").isVisible());
	check("then the focus is where it was", (await focused(page)).tag === "SUMMARY");
	await page.context().close();
});

await test("arrows walk through tables", async () => {
	const page = await open(browser), blind = [];
	const cell = () => page.evaluate(() => {
		const e = document.activeElement.closest("td, th");
		return [e?.parentElement.rowIndex, e?.cellIndex];
	});

	await signIn(page, "coordinator");
	await page.goto("/typing?procedure=VPR5_MA&year=2023");
	await tabTo(page, (e) => e.name === "participants[]", blind);
	const [row, column] = await cell();
	await page.keyboard.press("ArrowDown");
	check("an arrow leads to the field below", String(await cell()) === String([row + 1, column]));
	await page.goto("/table?year=2023");
	await tabTo(page, (e) => e.text.startsWith("9,0"), blind);
	const [top, left] = await cell();
	await page.keyboard.press("ArrowRight");
	check("an arrow leads to the next procedure", String(await cell()) === String([top, left + 1]));
	await page.keyboard.press("ArrowDown");
	check("and to the next school", String(await cell()) === String([top + 1, left + 1]));
	check("the cell that has the focus is outlined", (await focused(page)).seen);
	await page.goto("/schools?year=2023");
	await tabTo(page, (e) => e.text === "Ниже порога", blind);
	await page.keyboard.press("Enter");
	check("a table is sorted by Enter on its head",
		await main(page).locator("th[aria-sort=ascending]").innerText().then((t) => t.startsWith("Ниже порога")));
	check("what has the focus is always seen", blind);
	await page.context().close();
});

await test("what is wrong in a form is read first", async () => {
	const page = await open(browser);

	await signIn(page, "coordinator");
	await page.goto("/lists/5");
	await main(page).getByRole("link", {name: "Включить школу"}).click();
	await page.evaluate(() => document.querySelectorAll("form").forEach((f) => f.noValidate = true));
	await main(page).getByRole("button", {name: "Включить"}).click();
	await page.waitForLoadState();
	check("the summary of mistakes has the focus", (await focused(page)).id === "errors");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	check("its first link leads to the field", (await focused(page)).name === "school");
	await page.context().close();
});

await test("everything works without scripts", async () => {
	const page = await open(browser, {javaScriptEnabled: false});
	const press = async (name) => {
		await page.getByRole("button", {name, exact: true}).first().click();
		await page.waitForLoadState();
	};
	const follow = async (name) => {
		await main(page).getByRole("link", {name}).first().click();
		await page.waitForLoadState();
	};

	await signIn(page, "coordinator");
	await page.locator("details.menu > summary").click();
	await press("Контрастная тема");
	check("the theme is chosen from the menu", await page.locator("html").getAttribute("data-theme") === "contrast");
	await page.locator("details.menu > summary").click();
	await press("English");
	check("and the language", await page.locator("html").getAttribute("lang") === "en");
	await page.locator("details.menu > summary").click();
	await press("Русский");
	await page.locator("header").getByRole("link", {name: /учебный год/}).click();
	await main(page).getByRole("listitem").filter({hasText: "2021/22"}).getByRole("button").click();
	await page.waitForLoadState();
	check("the year is chosen", (await page.locator("header").innerText()).includes("2021/22"));
	await page.goto("/schools?year=2023");
	await follow("Ниже порога");
	check("the list is sorted by its head",
		await main(page).locator("th[aria-sort=ascending]").count() === 1 && page.url().includes("sort=share"));
	await main(page).locator("[name=status]").selectOption({index: 1});
	await press("Показать");
	check("and filtered, still sorted", page.url().includes("sort=share") && /status=\w/.test(page.url()));
	await page.goto("/funnel?year=2023");
	await main(page).locator("[name=procedure]").selectOption({label: "ОГЭ, математика"});
	await press("Показать");
	check("another procedure is shown",
		await page.getByRole("heading", {level: 1, name: /^ОГЭ, математика/}).count() === 1);
	await page.goto("/methods");
	await main(page).locator("[name='method.2']").selectOption({index: 4});
	await press("Сравнить");
	check("two methods are compared", page.url().includes("/compare?"));
	await page.goto("/search");
	await main(page).locator("[name=q]").fill("№ 11");
	await press("Найти");
	check("the search finds", await main(page).getByRole("link", {name: "Учебная школа № 11"}).count() === 1);
	await page.locator("header").locator("details.menu > summary").click();
	await press("Тема устройства");
	check("no button is shown that would do nothing", await page.locator("[data-print]:visible").count() === 0);
	await page.context().close();
});

/* On how many sheets of what width and height (mm) the page prints. */
async function sheets(page) {
	const pdf = (await page.pdf({preferCSSPageSize: true})).toString("latin1");
	const size = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf).slice(1).map((pt) => Math.round(pt / 72 * 25.4));
	return {count: (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length, size: size.join("×")};
}

await test("what is printed", async () => {
	const page = await open(browser);

	await signIn(page, "coordinator");
	for (const lang of ["ru", "en"]) {
		for (const [address, size, most] of [["/schools/demo03/why?year=2023", "210×297", 1],
			["/schools/demo08/why?year=2023", "210×297", 1], ["/schools/demo04/why?year=2023", "210×297", 1],
			["/schools/demo13/why?year=2023", "210×297", 1], ["/schools/demo03/report?year=2023", "210×297", 1],
			["/lists/3", "210×297", 1], ["/schools?year=2023", "210×297", 1], ["/funnel?year=2023", "210×297", 1],
			["/table?year=2023", "297×210", 1], ["/permissions", "297×210", 8], ["/", "210×297", 2]]) {
			await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=${lang}`);
			const printed = await sheets(page);
			check(`${address} prints on A4, ${lang}`, printed.size === size && printed.count <= most ? true :
				[JSON.stringify(printed)]);
			await page.emulateMedia({media: "print"});
			check(`nothing but the sheet is on it, whose it is and of which day`,
				await page.locator("nav:visible, header.top:visible, .actions:visible, main form button:visible").count() === 0 &&
				await page.locator(".print-head:visible").count() === 1 && await page.locator(".foot:visible").count() === 1);
			check("and it is no wider than the sheet", await page.evaluate((mm) => {
				document.documentElement.style.width = `${mm / 25.4 * 96}px`;
				return document.scrollingElement.scrollWidth <= Math.ceil(mm / 25.4 * 96) || document.querySelector("main")
					.scrollWidth <= Math.ceil(mm / 25.4 * 96);
			}, size === "210×297" ? 180 : 277));
			check("what the marks mean stands above the figures", await page.evaluate(() => {
				const shown = [...document.querySelectorAll(".legend")].filter((e) => e.checkVisibility()), heat = document.querySelector(".heat");
				return heat === null || shown.length === 1 && shown[0].getBoundingClientRect().bottom < heat.getBoundingClientRect().top;
			}));
			await page.emulateMedia({media: null});
		}
	}
	await page.context().close();
});

await browser.close();
done();
