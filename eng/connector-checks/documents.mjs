// Where the connector package and the official schemas lie, and how they are read.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

export function readPackage() {
  const folder = join(root, "connector");
  return {
    definition: JSON.parse(readFileSync(join(folder, "apiDefinition.swagger.json"), "utf8")),
    properties: JSON.parse(readFileSync(join(folder, "apiProperties.json"), "utf8")),
    readme: readFileSync(join(folder, "readme.md"), "utf8"),
    icon: readFileSync(join(folder, "icon.png")),
  };
}

/** The official schemas, or null where they are not beside the repository. They may not be copied into it. */
export function readOfficialSchemas() {
  const folder = join(process.env.NIMBUS_CONTRACTS || join(root, "..", "shared", "contracts"), "connector");
  const read = (name) => withoutComments(readFileSync(join(folder, name), "utf8"));
  return existsSync(join(folder, "apiDefinition.swagger.schema.json"))
    ? { definition: read("apiDefinition.swagger.schema.json"), properties: read("apiProperties.schema.json") }
    : null;
}

/** The official schemas are JSON with line comments and an occasional comma too many. */
export function withoutComments(text) {
  const plain = text.replace(/^\uFEFF/, "").replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*/g, (part) => (part[0] === '"' ? part : ""));
  return JSON.parse(plain.replace(/"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g, (part) => (part[0] === '"' ? part : "")));
}
