// The rules of connectors that no schema says.
import { connectorFaults, textFaults } from "./texts.mjs";
import { everywhere, operationsOf, propertiesOf, resolve } from "./walk.mjs";

// Actions that answer with their status alone.
const withoutBody = new Set(["UpdateTask", "DeleteSchedulerEntry", "RemoveExternalTask", "RemoveContacts", "ClearContacts", "TestConnection"]);
const visibilities = ["none", "advanced", "important", "internal"];

export function ruleFaults({ definition, readme, icon }) {
  const operations = operationsOf(definition);
  return [
    ...connectorFaults(definition),
    ...operations.flatMap((each) => operationFaults(definition, each)),
    ...operations.flatMap(({ name, operation }) => (operation.parameters ?? []).flatMap((parameter) => parameterFaults(name, parameter))),
    ...[...propertiesOf(definition)].flatMap(propertyFaults),
    ...operations.flatMap((each) => answerFaults(definition, each)),
    ...dynamicFaults(definition, operations),
    ...referenceFaults(definition),
    ...readmeFaults(operations, readme),
    ...iconFaults(icon),
  ];
}

function operationFaults(definition, { path, item, name, operation }) {
  const faults = textFaults(name, operation.summary, operation.description);
  if (!/^[A-Z][A-Za-z0-9]{2,}$/.test(operation.operationId ?? "")) faults.push(`${name} has an operationId that is no PascalCase word: ${operation.operationId}`);
  if (operationsOf(definition).filter((other) => other.operation.operationId === operation.operationId).length > 1) faults.push(`${name} shares its operationId`);
  if (!visibilities.includes(operation["x-ms-visibility"])) faults.push(`${name} does not say its visibility`);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === "path").map((parameter) => parameter.name).sort();
  if (inPath.join() !== declared.join()) faults.push(`${name} declares the path parameters ${declared}, its path has ${inPath}`);
  if (operation["x-ms-trigger"] && !item["x-ms-notification-content"]?.schema) faults.push(`${name} is a trigger without a notification schema`);
  if (operation["x-ms-trigger"] && [...everywhere("x-ms-notification-url", operation)].length !== 1) faults.push(`${name} is a trigger without one notification address`);
  return faults;
}

function parameterFaults(operation, parameter) {
  const at = `${operation} ${parameter.name}`;
  const faults = textFaults(at, parameter["x-ms-summary"], parameter.description);
  if (parameter["x-ms-visibility"] && !visibilities.includes(parameter["x-ms-visibility"])) faults.push(`${at} has an unknown visibility`);
  if (parameter["x-ms-visibility"] === "internal" && parameter.required && parameter.default === undefined) faults.push(`${at} is hidden, required and has no default`);
  if (parameter.in === "path" && !["single", "double"].includes(parameter["x-ms-url-encoding"])) faults.push(`${at} does not say how it is encoded`);
  return faults;
}

function propertyFaults({ at, property, required }) {
  if (property.$ref) return [];
  const faults = textFaults(at, property["x-ms-summary"], property.description);
  if (!property.type) faults.push(`${at} has no type`);
  if (property["x-ms-visibility"] === "internal" && required && property.default === undefined && !property["x-ms-notification-url"])
    faults.push(`${at} is hidden, required and has no default`);
  return faults;
}

function answerFaults(definition, { name, operation }) {
  const faults = [];
  const good = Object.keys(operation.responses).filter((status) => status.startsWith("2"));
  if (good.length !== 1) faults.push(`${name} has ${good.length} answers of success`);
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (!/\.$/.test(answer.description)) faults.push(`${name} ${status} has a description that is no sentence`);
    const isBodiless = status === "default" || status === "204" || (status === "200" && withoutBody.has(operation.operationId));
    if (isBodiless !== !answer.schema) faults.push(`${name} ${status} ${answer.schema ? "has" : "lacks"} a response schema`);
    if (/^[45]/.test(status) && !resolve(definition, answer.schema)?.properties?.traceId) faults.push(`${name} ${status} is no problem document`);
    if (["429", "503"].includes(status) && !answer.headers?.["Retry-After"]) faults.push(`${name} ${status} does not tell of Retry-After`);
  }
  for (const status of ["401", "403", "500"]) if (!operation.responses[status]) faults.push(`${name} does not declare ${status}`);
  return faults;
}

function dynamicFaults(definition, operations) {
  const faults = [];
  for (const { at, value } of everywhere("x-ms-dynamic-values", definition)) {
    const list = operations.find(({ operation }) => operation.operationId === value.operationId)?.operation;
    if (!list) {
      faults.push(`${at} points to ${value.operationId}, which is no operation`);
      continue;
    }
    const page = resolve(definition, list.responses["200"].schema);
    const values = value["value-collection"] ? resolve(definition, page.properties?.[value["value-collection"]]) : page;
    const item = resolve(definition, values?.items);
    if (!item) faults.push(`${at}: ${value.operationId} answers no list`);
    for (const key of ["value-path", "value-title"])
      if (value[key] && !item?.properties?.[value[key]]) faults.push(`${at}: the items of ${value.operationId} have no ${value[key]}`);
    for (const wanted of (list.parameters ?? []).filter((parameter) => parameter.required))
      if (!value.parameters?.[wanted.name]) faults.push(`${at} does not give ${value.operationId} its ${wanted.name}`);
  }
  const tested = definition["x-ms-capabilities"]?.testConnection?.operationId;
  if (!operations.some(({ operation }) => operation.operationId === tested)) faults.push(`x-ms-capabilities tests the connection by ${tested}, which is no operation`);
  return faults;
}

function referenceFaults(definition) {
  const wanted = new Set([...everywhere("$ref", definition)].map(({ value }) => value));
  return Object.keys(definition.definitions).filter((name) => !wanted.has(`#/definitions/${name}`)).map((name) => `#/definitions/${name} is used by nobody`);
}

function readmeFaults(operations, readme) {
  return operations
    .filter(({ operation }) => operation["x-ms-visibility"] !== "internal" && !readme.includes(`### ${operation.summary}\n`))
    .map(({ operation }) => `readme.md has no section "${operation.summary}"`);
}

// PNG, 5.2 and 11.2.2: the header names width and height at bytes 16 and 20.
function iconFaults(icon) {
  if (icon.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n") return ["icon.png is no PNG"];
  const [width, height] = [icon.readUInt32BE(16), icon.readUInt32BE(20)];
  return width === height && width >= 100 && width <= 230 ? [] : [`icon.png is ${width} × ${height}, not a square of 100 to 230`];
}
