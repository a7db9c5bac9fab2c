// azure.yaml against the schema of azd.
import { readFileSync } from "node:fs";
import Ajv2019 from "ajv/dist/2019.js";
import { parseDocument } from "yaml";
import { shared } from "./repository.mjs";

const schema = shared("contracts/azd/azure.yaml.schema.json");
// What other tools add to azure.yaml has schemas elsewhere; nothing of theirs is used here.
const without = (key, value) => (value && /^https?:/.test(value.$ref ?? "") ? {} : value);
const validate = schema && new Ajv2019({ strict: false, validateFormats: false, allErrors: true }).compile(JSON.parse(readFileSync(schema, "utf8"), without));

export const azd = {
  name: "azure.yaml",
  unavailable: () => (schema ? null : "the schema is not beside the repository (../shared/contracts/azd)"),
  says: () => "fits the schema of azd, and its scripts are there",
  faults: (repository) => {
    const document = parseDocument(repository.text("azure.yaml"));
    if (document.errors.length) return document.errors.map((error) => error.message);
    const content = document.toJS();
    const faults = validate(content) ? [] : validate.errors.map((error) => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
    for (const script of scripts(content)) if (!repository.has(script)) faults.push(`there is no ${script}`);
    return faults;
  },
  planted: [
    { name: "a service without a host", says: /services\/functions.*host/, does: (repository) => repository.with("azure.yaml", (text) => text.replace(/^ +host: .*\n/m, "")) },
    { name: "a shell that there is not", says: /shell/, does: (repository) => repository.with("azure.yaml", (text) => text.replace("shell: sh", "shell: fish")) },
    { name: "a script that there is not", says: /there is no infra\/hooks\/pack\.sh/, does: (repository) => repository.with("azure.yaml", (text) => text.replace("hooks/package.sh", "hooks/pack.sh")) },
  ],
};

function* scripts(node) {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "run" && /^[\w./-]+\.(sh|ps1)$/.test(value)) yield value;
    else yield* scripts(value);
  }
}
