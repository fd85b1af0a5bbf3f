import { readFileSync, statSync, writeFileSync } from "node:fs";

// An editor for tests: replaces EDIT_FROM with EDIT_TO in its file, and says who may read the file.
const [, , path = ""] = process.argv;
const { EDIT_FROM = "", EDIT_TO = "" } = process.env;
console.log(`EDITING ${path} mode ${(statSync(path).mode & 0o777).toString(8)}`);
writeFileSync(path, readFileSync(path, "utf8").replace(EDIT_FROM, EDIT_TO));
