// Ways through a definition.

const verbs = ["get", "put", "post", "delete", "options", "head", "patch"];

/** Every operation with its path and verb. */
export function operationsOf(definition) {
  return Object.entries(definition.paths).flatMap(([path, item]) =>
    verbs.filter((verb) => item[verb]).map((verb) => ({ path, verb, item, operation: item[verb], name: `${verb.toUpperCase()} ${path}` })));
}

/** Every property of every schema, each once: definitions, and what operations write out themselves. */
export function* propertiesOf(definition) {
  for (const [name, schema] of Object.entries(definition.definitions)) yield* within(`#/definitions/${name}`, schema);
  for (const { name, operation } of operationsOf(definition)) {
    for (const parameter of operation.parameters ?? []) if (parameter.schema) yield* within(`${name} ${parameter.name}`, parameter.schema);
    for (const [status, answer] of Object.entries(operation.responses)) if (answer.schema) yield* within(`${name} ${status}`, answer.schema);
  }
}

function* within(at, schema) {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const here = `${at}.${name}`;
    yield { at: here, name, property, required: schema.required?.includes(name) ?? false };
    yield* within(here, property);
  }
  if (schema.items) yield* within(`${at}[]`, schema.items);
}

/** The schema itself, or the one it points to; undefined where there is none. */
export function resolve(definition, schema) {
  return schema?.$ref ? definition.definitions[schema.$ref.replace("#/definitions/", "")] : schema;
}

/** Every value of a key, however deep, with where it is. */
export function* everywhere(key, value, at = "") {
  if (value === null || typeof value !== "object") return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === key) yield { at: `${at}/${name}`, value: inner };
    yield* everywhere(key, inner, `${at}/${name}`);
  }
}
