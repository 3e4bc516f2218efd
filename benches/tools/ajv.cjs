// node ajv.cjs SCHEMA FILE: how many of the bodies in FILE, one a line, the schema accepts.
const { readFileSync } = require("node:fs");
const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");

const [schema, file] = process.argv.slice(2);
const ajv = addFormats(new Ajv({ allowUnionTypes: true, strictRequired: false, keywords: ["x-rule"] }));
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
let accepted = 0;
for (const line of readFileSync(file, "utf8").split("\n")) {
  try {
    accepted += validate(JSON.parse(line));
  } catch {}
}
console.log(accepted);
