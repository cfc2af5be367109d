/* The pictures of README (./dev shots), from the demonstration with its lists. */
import {check, done, launch, open, signIn, test} from "./browser.js";

const folder = process.env.OPORA_PICTURES;
const shots = [
	["home", "/", 1440], ["schools", "/schools?year=2023", 1440], ["why", "/schools/demo03/why?year=2023", 1440],
	["table", "/table?year=2023", 1440], ["home-phone", "/", 390], ["why-phone", "/schools/demo03/why?year=2023", 390],
	["home-dark", "/", 1440, "dark"],
];

const browser = await launch();
await test("the pictures are made", async () => {
	for (const [name, address, width, colorScheme] of shots) {
		const page = await open(browser, {viewport: {width, height: width > 600 ? 960 : 844},
			colorScheme: colorScheme ?? "light"});
		await signIn(page, "coordinator");
		const answer = await page.goto(address);
		check(`${name}.png`, answer.status() === 200);
		await page.screenshot({path: `${folder}/${name}.png`});
		await page.context().close();
	}
});
await browser.close();
done();
