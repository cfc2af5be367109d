/*
 * The smallest XLSX: one sheet of words and numbers. A person's table for tests, made by nothing of Opora.
 */

function crc32(bytes) {
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let k = 0; k < 8; k++)
			crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

/* Files stored as they are: [name, text]. */
function zip(files) {
	const parts = [], index = [];
	let at = 0;
	for (const [name, text] of files) {
		const data = Buffer.from(text), title = Buffer.from(name), head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(20, 4);
		head.writeUInt16LE(0x21, 12);
		head.writeUInt32LE(crc32(data), 14);
		head.writeUInt32LE(data.length, 18);
		head.writeUInt32LE(data.length, 22);
		head.writeUInt16LE(title.length, 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(20, 4);
		head.copy(entry, 6, 4, 30);
		entry.writeUInt32LE(at, 42);
		parts.push(head, title, data);
		index.push(entry, title);
		at += 30 + title.length + data.length;
	}
	const size = index.reduce((sum, part) => sum + part.length, 0), end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(size, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, ...index, end]);
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function cell(value) {
	return typeof value === "number" ? `<c><v>${value}</v></c>` :
		`<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
}

/* rows: arrays of strings and numbers. */
export function xlsx(rows) {
	const package_ = "http://schemas.openxmlformats.org/package/2006";
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
	const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
	const body = rows.map((row, i) => `<row r="${i + 1}">${row.map(cell).join("")}</row>`).join("");
	return zip([
		["[Content_Types].xml", `<Types xmlns="${package_}/content-types">` +
			'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
			`<Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/></Types>`],
		["_rels/.rels", `<Relationships xmlns="${package_}/relationships">` +
			`<Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
		["xl/workbook.xml", `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>` +
			'<sheet name="Результаты" sheetId="1" r:id="r1"/></sheets></workbook>'],
		["xl/_rels/workbook.xml.rels", `<Relationships xmlns="${package_}/relationships">` +
			`<Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
		["xl/worksheets/sheet1.xml", `<worksheet xmlns="${main}"><sheetData>${body}</sheetData></worksheet>`],
	]);
}
