/*
 * Comfort only: everything works without this file. No dependencies, no build step, nothing inline.
 * An attribute in the page asks for each habit:
 *
 *   [data-drop]       a box around <input type="file">: files may be dropped on it
 *   [data-sortable]   a table whose a.sort links sort the rows in place (td[data-value] or the text)
 *   [data-grid]       a table whose fields or links the arrow keys walk
 *   [data-autosave]   a form; its fields (no files) are posted to that address a second after the
 *                     last change; the element in it with data-saved="… {0}" and data-failed="…"
 *                     says when, or that it did not work; the header X-Saved-At may tell the time
 *   [data-guard]      a form that asks before what was typed into its fields is left behind
 *   #search           Ctrl+K and / put the cursor there
 *   dialog#keys       ? shows it
 *   [data-print]      a button that prints the page; hidden in the page, shown by this script
 */
"use strict";
(() => {
	const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

	/* ---- Drop zone ---- */

	function makeDrop(box) {
		const input = box.querySelector("input[type=file]");
		if (!input)
			return;
		const over = (on) => (event) => {
			event.preventDefault();
			box.classList.toggle("over", on);
		};
		box.addEventListener("dragenter", over(true));
		box.addEventListener("dragover", over(true));
		box.addEventListener("dragleave", over(false));
		box.addEventListener("drop", (event) => {
			over(false)(event);
			if (event.dataTransfer.files.length === 0)
				return;
			input.files = event.dataTransfer.files;
			input.dispatchEvent(new Event("change", {bubbles: true}));
			input.focus();
		});
	}

	/* ---- Sorting in place: as the server does, ё beside е and № 2 before № 10 ---- */

	const collator = new Intl.Collator(document.documentElement.lang || "ru", {numeric: true});

	function keyOf(row, column) {
		const cell = row.cells[column];
		return cell.dataset.value ?? cell.textContent.trim();
	}

	function compare(a, b) {
		const x = Number(a), y = Number(b);
		if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y))
			return x - y;
		return collator.compare(a, b);
	}

	function sortBy(table, head) {
		const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
		const column = head.cellIndex;
		for (const body of table.tBodies) {
			const rows = Array.from(body.rows, (row) => [keyOf(row, column), row]);
			/* Rows without a value stay last in both directions: empty is not zero. */
			rows.sort(([a], [b]) => (a === "") - (b === "") || sign * compare(a, b));
			body.append(...rows.map(([, row]) => row));
		}
		for (const other of all("th[aria-sort]", table))
			other.setAttribute("aria-sort", "none");
		head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
	}

	function makeSortable(table) {
		/* Rows that belong together (groups, repairs) would be torn apart: the link goes on. */
		if (table.querySelector("tbody [colspan], tbody [rowspan], thead [colspan]"))
			return;
		table.addEventListener("click", (event) => {
			const link = event.target.closest("a.sort");
			if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
				return;
			event.preventDefault();
			sortBy(table, link.closest("th"));
		});
	}

	/* ---- Arrow keys in a grid ---- */

	const steps = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]};

	/* Inside a field the side arrows move the cursor until it stands at the edge. */
	function staysInField(field, side) {
		if (side === 0 || field.tagName !== "INPUT" || field.type !== "text")
			return false;
		const from = field.selectionStart, to = field.selectionEnd, length = field.value.length;
		if (from === 0 && to === length)
			return false;
		return side < 0 ? to > 0 : from < length;
	}

	function makeGrid(table) {
		table.addEventListener("keydown", (event) => {
			const step = event.key === "Enter" && event.target.tagName === "INPUT" ?
				steps.ArrowDown : steps[event.key];
			const cell = event.target.closest("td, th");
			if (!step || !cell || event.altKey || event.ctrlKey || event.target.tagName === "SELECT" ||
				staysInField(event.target, step[1]))
				return;
			const rows = Array.from(table.rows);
			let row = rows.indexOf(cell.parentElement), column = cell.cellIndex, next = null;
			while (!next) {
				row += step[0];
				column += step[1];
				const there = rows[row]?.cells[column];
				if (!there)
					return;
				next = there.querySelector("input, a, button, [tabindex]");
			}
			event.preventDefault();
			next.focus();
			next.select?.();
		});
	}

	/* ---- Saving a draft while it is written ---- */

	function makeAutosave(form) {
		const says = form.querySelector("[data-saved]");
		let timer = 0, changed = false, busy = false, again = false;

		function fields() {
			return new URLSearchParams(Array.from(new FormData(form))
				.filter(([, value]) => typeof value === "string"));
		}

		async function save() {
			if (busy) {
				again = true;
				return;
			}
			busy = true;
			changed = false;
			try {
				const answer = await fetch(form.dataset.autosave, {
					method: "POST",
					body: fields(),
					headers: {"X-Requested-With": "autosave"},
				});
				if (!answer.ok)
					throw new Error(answer.status);
				tell(says?.dataset.saved, answer.headers.get("X-Saved-At"));
			} catch {
				changed = true;
				tell(says?.dataset.failed);
			}
			busy = false;
			if (again) {
				again = false;
				timer = setTimeout(save, 1000);
			}
		}

		function tell(words, moment) {
			const at = moment || new Date().toLocaleTimeString("ru", {timeStyle: "short"});
			if (says && words)
				says.textContent = words.replace("{0}", at);
		}

		form.addEventListener("input", (event) => {
			if (event.target.type === "file")
				return;
			changed = true;
			clearTimeout(timer);
			timer = setTimeout(save, 1000);
		});
		form.addEventListener("submit", () => {
			clearTimeout(timer);
			changed = false;
		});
		window.addEventListener("online", () => changed && save());
		window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
	}

	/* ---- A form whose fields stand all over the page ---- */

	function makeGuard(form) {
		let changed = false;

		document.addEventListener("input", (event) => {
			changed = changed || event.target.form === form;
		});
		form.addEventListener("submit", () => {
			changed = false;
		});
		window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
	}

	/* ---- Keys of every page ---- */

	function isTyping(target) {
		return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
	}

	function onKey(event) {
		const search = document.getElementById("search");
		const keys = document.getElementById("keys");
		const ctrlK = (event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyK";
		const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
		if (search && (ctrlK || (bare && event.key === "/"))) {
			event.preventDefault();
			search.focus();
			search.select();
		} else if (keys?.showModal && bare && event.key === "?") {
			event.preventDefault();
			keys.open ? keys.close() : keys.showModal();
		}
	}

	/* An open menu closes by Escape and by a click elsewhere. */
	function closeMenus(except) {
		for (const menu of all("details.menu[open]")) {
			if (menu.contains(except))
				continue;
			menu.open = false;
		}
	}

	document.addEventListener("keydown", onKey);
	document.addEventListener("keydown", (event) => {
		const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
		if (!menu)
			return;
		menu.open = false;
		menu.querySelector("summary").focus();
	});
	document.addEventListener("click", (event) => closeMenus(event.target));
	all("[data-drop]").forEach(makeDrop);
	all("[data-sortable]").forEach(makeSortable);
	all("[data-grid]").forEach(makeGrid);
	all("form[data-autosave]").forEach(makeAutosave);
	all("form[data-guard]").forEach(makeGuard);
	for (const button of all("[data-print]")) {
		button.hidden = false;
		button.addEventListener("click", () => window.print());
	}
	/* On a phone the navigation scrolls: where one is should be in sight. */
	for (const here of all(".nav [aria-current], .tabs [aria-current]")) {
		const row = here.closest("nav");
		row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
	}
	/* What went wrong is read first. */
	document.querySelector(".error-summary")?.focus();
})();
