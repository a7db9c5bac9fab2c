// Faults that each check has to find before it is believed.

const post = (definition) => definition.paths["/v1/ExternalTasks"].post;

/** Each breaks a copy of the package; `by` says which check must find it, `says` what of it. */
export const broken = [
  { name: "a parameter in a place that there is not", by: "swagger", says: /in|oneOf|schema/i, does: ({ definition }) => { post(definition).parameters[1].in = "cookie"; } },
  { name: "a reference to nothing", by: "swagger", says: /Token|does not exist|missing/i, does: ({ definition }) => { post(definition).responses["200"].schema.$ref = "#/definitions/Nothing"; } },
  { name: "two operations of one id", by: "swagger", says: /operationId|duplicate/i, does: ({ definition }) => { post(definition).operationId = "GetContacts"; } },
  { name: "an answer without description", by: "definition", says: /description/, does: ({ definition }) => { delete post(definition).responses["200"].description; } },
  { name: "an extension that connectors do not know", by: "definition", says: /x-ms-colour|oneOf|additional/i, does: ({ definition }) => { post(definition)["x-ms-colour"] = "blue"; } },
  { name: "a visibility that there is not", by: "definition", says: /visibility/, does: ({ definition }) => { post(definition)["x-ms-visibility"] = "sometimes"; } },
  { name: "a way of redirecting that there is not", by: "properties", says: /redirectMode/, does: ({ properties }) => { properties.properties.connectionParameters.token.oAuthSettings.redirectMode = "Sideways"; } },
  { name: "no colour", by: "properties", says: /iconBrandColor/, does: ({ properties }) => { delete properties.properties.iconBrandColor; } },
  { name: "an operation without summary", by: "rules", says: /POST \/v1\/ExternalTasks has no summary/, does: ({ definition }) => { delete post(definition).summary; } },
  { name: "an operation without visibility", by: "rules", says: /does not say its visibility/, does: ({ definition }) => { delete post(definition)["x-ms-visibility"]; } },
  { name: "a parameter without description", by: "rules", says: /dryRun has no description/, does: ({ definition }) => { delete post(definition).parameters[1].description; } },
  { name: "a property without summary", by: "rules", says: /Problem\.detail has no summary/, does: ({ definition }) => { delete definition.definitions.Problem.properties.detail["x-ms-summary"]; } },
  { name: "an answer without schema", by: "rules", says: /200 lacks a response schema/, does: ({ definition }) => { delete post(definition).responses["200"].schema; } },
  { name: "a refusal that is no problem", by: "rules", says: /409 is no problem document/, does: ({ definition }) => { post(definition).responses["409"].schema = { $ref: "#/definitions/Customer" }; } },
  { name: "a throttle without Retry-After", by: "rules", says: /429 does not tell of Retry-After/, does: ({ definition }) => { delete post(definition).responses["429"].headers; } },
  { name: "an operation id in small letters", by: "rules", says: /PascalCase/, does: ({ definition }) => { post(definition).operationId = "add_task"; } },
  { name: "a list that there is not", by: "rules", says: /NoSuchList, which is no operation/, does: ({ definition }) => { definition.definitions.PreferredUser.properties.upn["x-ms-dynamic-values"].operationId = "NoSuchList"; } },
  { name: "a list that is not given what it needs", by: "rules", says: /does not give ListServices its tenant/, does: ({ definition }) => { delete definition.paths["/v1/tenants/{tenant}/services/{service}/usage"].get.parameters[1]["x-ms-dynamic-values"].parameters; } },
  { name: "a trigger without content", by: "rules", says: /trigger without a notification schema/, does: ({ definition }) => { delete definition.paths["/v1/triggers/tasks"]["x-ms-notification-content"]; } },
  { name: "an action that the readme does not name", by: "rules", says: /readme\.md has no section/, does: (parts) => { parts.readme = parts.readme.replace("### Post an external task\n", ""); } },
  { name: "an icon that is no square", by: "rules", says: /no square|not a square/, does: (parts) => { parts.icon = Buffer.from(parts.icon); parts.icon.writeUInt32BE(120, 16); } },
];
