/*
 * The pages of loading that stand behind a click, so that no crawl reaches them: each is looked at as
 * every page is (look.js).
 */
import {check, done, launch, open, signIn, test, url} from "./browser.js";
import {bringAxe, invalid, look, withLanguage} from "./look.js";
import {xlsx} from "./xlsx.js";

const head = ["year", "procedure", "school", "participants", "mark2", "mark3", "mark4", "mark5"];
const wrong = [head, [2026, "VPR5_MA", "demo02", 10, 13, 4, 2, 1],
	[2026, "VPR6_MA", "Учебная школа № 4, корпус у реки", 47, 7, 22, 13, 5],
	[2026, "VPR5_RU", "demo05", 12, 1, 6, 4, 1], [2026, "VPR5_RU", "demo05", 13, 2, 6, 4, 1],
	[2026, "VPR6_RU", "demo01", 12, 3, 5, 3, 1]];
const wide = [["Свод", "", "", ""], ["Организация", "ВПР математика", "", "Прим."],
	["", "всего", "плохо", ""], ["Учебная школа № 1", 20, 5, ""]];
const many = [head.slice(0, 5), ...Array.from({length: 80}, (_, i) =>
	[2026, "VPR5_MA", `Школа неведомая ${i}`, 10, 11])];

const overlays = new Set(), count = {axe: 0};
const browser = await launch();
const pages = new Map();
/* Sentences and labels about a file quote it. */
const quoting = ["a table like nothing", "many mistakes", "mistakes", "names that are not known",
	"mistakes, some of them corrected"];
let cookies = [];

async function press(page, name) {
	await page.getByRole("main").getByRole("button", {name}).first().click();
	await page.waitForLoadState();
}

async function give(page, name, rows) {
	await page.goto("/import");
	await page.getByLabel("Файлы").setInputFiles({name, mimeType: "application/octet-stream", buffer: xlsx(rows)});
	await press(page, "Проверить");
}

await test("the pages are reached by clicks", async () => {
	const page = await open(browser);
	const keep = (name) => pages.set(name, page.url());

	await signIn(page, "coordinator");
	await give(page, "wide.xlsx", wide);
	keep("a table like nothing");
	await press(page, "Указать, что значат столбцы");
	keep("pointing at columns");
	await give(page, "timeless.xlsx", wrong.map((row) => row.slice(1)));
	keep("a table without a year");
	await give(page, "many.xlsx", many);
	keep("many mistakes");
	await give(page, "wrong.xlsx", wrong);
	keep("mistakes");
	pages.set("names that are not known", new URL("/matching", url).href);
	pages.set("choosing a school", new URL("/match?name=Школа у реки&find=учебная", url).href);
	await page.getByLabel("mark2, строка 2", {exact: true}).fill("3");
	await press(page, "Оставить строку 4");
	keep("mistakes, some of them corrected");
	await page.getByLabel("school, строка 3", {exact: true}).fill("demo04");
	await press(page, "Исправить в Опоре");
	keep("ready to be stored");
	check("nothing but what was corrected is told", await page.getByRole("checkbox").count() === 3);
	await press(page, /^Сохранить/);
	await page.getByText("Всё сохранено").waitFor();
	keep("stored");
	await page.getByRole("link", {name: "Отменить загрузку"}).click();
	await page.waitForLoadState();
	keep("undoing");
	pages.set("the load", page.url().replace(/\/undo$/, ""));
	pages.set("a load of the whole installation", new URL("/imports/1", url).href);
	check("scripts, policy and network have nothing to complain of", page.complaints);
	cookies = await page.context().cookies();
	await page.context().close();
});

/* The works belong to the account: the same session looks. */
const page = await open(browser);
await page.context().addCookies(cookies);
await bringAxe(page);
for (const [name, address] of pages) {
	await test(`${name}: the page is looked at`, async () => {
		const wrong = [];
		for (const lang of ["ru", "en"]) {
			const answer = await page.goto(withLanguage(address, lang));
			wrong.push(...(await invalid(await answer.text())).map((v) => `HTML, ${lang}: ${v}`));
			wrong.push(...await look(page, lang, overlays, count));
		}
		check(`${name}: as pages are`, wrong.filter((w) => !quoting.includes(name) || !w.startsWith("Russian")));
	});
}

await browser.close();
done();
