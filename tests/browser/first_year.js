/*
 * From the first start to a printed reason, by clicks alone: the administrator and the second factor,
 * the coordinator and the files; once as it is, once without scripts; a lost second factor. What no link
 * leads to, so that the crawl never sees it, is looked at on the way.
 */
import {createHmac} from "node:crypto";
import {check, done, launch, open, test} from "./browser.js";
import {bringAxe, look} from "./look.js";
import {xlsx} from "./xlsx.js";

const words = "три разных слова и число 9";
const schools = [["code", "name", "short_name", "municipality", "region", "levels"],
	...[1, 2].map((n) => [`school${n}`, `Учебная школа № ${n}`, `Школа № ${n}`, "Учебный район",
		"Учебная область", "ООО"])];
const file = "Результаты ВПР, весна 2026 года.xlsx"; // the sheet of reasons has to hold such names
const head = ["year", "procedure", "school", "participants", "low"];
const wrong = [head, [2026, "VPR5_MA", "school1", 20, 30], [2026, "VPR5_MA", "school2", "двадцать", 3],
	[2026, "NO_SUCH", "school1", 20, 3], [2026, "VPR6_MA", "school1", 20, 12]];
/* Its wrong cells: the label of the field, what is right, what the file says. */
const repairs = [["low, строка 2", "13", "30"], ["participants, строка 3", "20", "двадцать"],
	["procedure, строка 4", "VPR5_RU", "NO_SUCH"]];

const overlays = new Set(), count = {axe: 0};

async function lookAt(page, what) {
	check(`${what} is as pages are`, await look(page, "ru", overlays, count));
}

async function press(page, name) {
	await page.getByRole("main").getByRole("button", {name}).first().click();
	await page.waitForLoadState();
}

async function follow(page, name) {
	await page.getByRole("link", {name}).first().click();
	await page.waitForLoadState();
}

/* The words of the page that is opened, when it is there: work goes on behind. */
async function seen(page, text) {
	await page.getByRole("main").getByText(text).first().waitFor({timeout: 60000});
}

async function section(page, name) {
	await page.getByRole("navigation", {name: "Разделы"}).getByRole("link", {name}).click();
	await page.waitForLoadState();
}

async function join(page, link) {
	await page.goto(link);
	if (page === admin)
		await lookAt(page, "the first link");
	await page.getByLabel("Новый пароль", {exact: true}).fill(words);
	await page.getByLabel("Новый пароль ещё раз").fill(words);
	await press(page, "Сохранить пароль");
}

async function enter(page, login) {
	await page.getByLabel("Имя пользователя").fill(login);
	await page.getByLabel("Пароль").fill(words);
	await press(page, "Войти");
}

/* RFC 6238 with the secret as authenticators are given it. */
function code(secret) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const bits = [...secret].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
	const digest = createHmac("sha1", key).update(step).digest();
	const at = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
	return String(at % 1000000).padStart(6, "0");
}

async function enrol(page) {
	await press(page, "Показать код для аутентификатора");
	if (page === admin)
		await lookAt(page, "the second factor");
	await page.getByText("Нет камеры").click();
	const secret = (await page.locator("details code").textContent()).replaceAll(" ", "");
	await page.getByRole("textbox", {name: "Код"}).fill(code(secret));
	await press(page, "Включить");
	const codes = await page.getByRole("listitem").count();
	if (page === admin)
		await lookAt(page, "the page of codes");
	await follow(page, "Коды сохранены, продолжить");
	return codes;
}

/* The link for the new account's password. */
async function add(page, login, role) {
	await follow(page, "Добавить учётную запись");
	await page.getByLabel("Имя пользователя").fill(login);
	await page.locator("[name=name]").fill(role);
	await page.locator("[name=post]").fill(role);
	await page.locator("[name=role]").selectOption({label: role});
	await press(page, "Добавить и показать ссылку");
	return page.getByLabel("Ссылка", {exact: true}).inputValue();
}

async function drop(page, name, bytes) {
	const data = await page.evaluateHandle(([title, content]) => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([Uint8Array.from(content)], title));
		return transfer;
	}, [name, [...bytes]]);
	await page.locator(".drop").dispatchEvent("drop", {dataTransfer: data});
}

async function give(page, name, rows, script) {
	if (script)
		await drop(page, name, xlsx(rows));
	else
		await page.getByLabel("Файлы").setInputFiles({name, mimeType: "application/octet-stream", buffer: xlsx(rows)});
	await press(page, "Проверить");
}

/* What is wrong is corrected on the page; the last of it by the key Enter. */
async function correct(page, how) {
	for (const [label, right, was] of repairs) {
		const field = page.getByLabel(label, {exact: true});
		check(`${label} says what the file says${how}`, await field.inputValue() === was);
		check(`it is tied to what is wrong${how}`, await field.evaluate((input) =>
			input.getAttribute("aria-invalid") === "true" &&
			document.getElementById(input.getAttribute("aria-describedby")).textContent.trim() !== ""));
		await field.fill(right);
	}
	await page.getByLabel(repairs[2][0], {exact: true}).press("Enter");
	await page.waitForLoadState();
	await seen(page, "Замечаний нет");
	const fixed = page.getByRole("region", {name: "Исправлено вручную"});
	check(`what was corrected is told${how}`, await fixed.getByRole("checkbox").count() === 3);
	await fixed.getByRole("row").filter({hasText: "двадцать"}).getByRole("checkbox").uncheck();
	await fixed.getByRole("button", {name: "Проверить снова"}).click();
	await page.waitForLoadState();
	await seen(page, "Нужно исправить 1 замечание");
	check(`a correction is taken back${how}`,
		await page.getByLabel(repairs[1][0], {exact: true}).inputValue() === "двадцать");
	await page.getByLabel(repairs[1][0], {exact: true}).fill(repairs[1][1]);
	await press(page, /^Исправить в Опоре/);
	await seen(page, "Замечаний нет");
}

/* Files in, a mistake in three rows corrected, and the reason of a school on paper. */
async function load(page, script) {
	const how = script ? "" : ", without scripts";

	if (await page.getByRole("link", {name: "Загрузить список школ"}).count() > 0) {
		await follow(page, "Загрузить список школ");
		await give(page, "schools.xlsx", schools, script);
		await seen(page, "Замечаний нет");
		await press(page, "Сохранить 2 строки");
		await seen(page, "Всё сохранено");
		await follow(page, "Загрузить результаты"); // the page of what is stored leads on
	} else {
		await section(page, "Данные");
		await follow(page, "Загрузить");
	}
	await give(page, file, wrong, script);
	await seen(page, "Нужно исправить 3 замечания");
	const said = (await page.getByRole("main").innerText()).toLowerCase();
	if (script)
		await lookAt(page, "a file with mistakes");
	check(`three mistakes stand at their rows${how}`, ["строка 2", "строка 3", "строка 4"]
		.filter((row) => !said.includes(row)));
	check(`nothing can be stored with a mistake${how}`,
		await page.getByRole("button", {name: /^Сохранить \d/}).count() === 0);
	await correct(page, how);
	if (script)
		await lookAt(page, "a file without mistakes");
	await press(page, "Сохранить 4 строки");
	await seen(page, "Всё сохранено");
	if (script)
		await lookAt(page, "a file that is stored");
	await section(page, "Школы");
	check(`the schools are listed${how}`,
		await page.getByRole("link", {name: "Учебная школа № 2"}).count() > 0);
	await follow(page, "Учебная школа № 1");
	await follow(page, /^Почему/);
	const why = await page.getByRole("main").innerText();
	check(`the reason names the figures${how}`, ["13", "20", "12"].filter((n) => !why.includes(n)));
	check(`and which of them were corrected by hand${how}`,
		["в файле «30», здесь «13»", "в файле «NO_SUCH», здесь «VPR5_RU»"].filter((words) => !why.includes(words)));
}

async function undo(page, how) {
	await section(page, "Данные");
	await page.getByRole("row").filter({hasText: file}).getByRole("link", {name: /Отменить/}).first().click();
	await page.waitForLoadState();
	await press(page, "Отменить загрузку");
	const said = await page.getByRole("main").innerText();
	check(`the load is undone${how}`, /отмен/i.test(said));
}

const browser = await launch();
const admin = await open(browser), coordinator = await open(browser);
await bringAxe(admin);
await bringAxe(coordinator);
let link;

await test("the administrator comes in by the link of the first start", async () => {
	await join(admin, process.env.OPORA_JOIN);
	await enter(admin, "admin");
	check("ten codes for a lost device are shown", await enrol(admin) === 10);
	check("the administrator's first page are the accounts",
		await admin.getByRole("heading", {level: 1, name: "Учётные записи"}).count() === 1);
	link = await add(admin, "coordinator", "муниципальный координатор");
	check("the link of the new account is whole", /^http:.*\/join\/[0-9a-f]{64}$/.test(link));
});

await test("the coordinator loads her files", async () => {
	await join(coordinator, link);
	await enter(coordinator, "coordinator");
	check("her first page says where to begin",
		await coordinator.getByRole("heading", {name: "С чего начать"}).count() === 1);
	await load(coordinator, true);
	const pdf = await coordinator.pdf({preferCSSPageSize: true});
	check("the reason prints on one sheet",
		(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length === 1);
	await undo(coordinator, "");
	check("scripts, policy and network have nothing to complain of", coordinator.complaints);
});

await test("the same without scripts", async () => {
	const page = await open(browser, {javaScriptEnabled: false});
	await page.goto("/sign-in");
	await enter(page, "coordinator");
	await load(page, false);
	await undo(page, ", without scripts");
});

await test("a lost second factor is taken off by the administrator", async () => {
	await admin.goto("/users");
	const other = await open(browser);
	await join(other, await add(admin, "second", "администратор"));
	await enter(other, "second");
	await enrol(other);
	await admin.goto("/users");
	await follow(admin, "second");
	await follow(admin, "Снять второй фактор");
	await admin.locator("[name=reason]").fill("Личность удостоверена, телефон утрачен.");
	await admin.locator("[name=own]").fill(words);
	await press(admin, /^Снять/);
	await other.context().clearCookies();
	await other.goto("/sign-in");
	await enter(other, "second");
	check("he is asked to set the second factor up anew",
		await other.getByRole("button", {name: "Показать код для аутентификатора"}).count() === 1);
});

await browser.close();
done();
