// What has to change in an app registration: reads it (as Graph shows it) from the input, writes the body of the PATCH
// to the output and says in words, on the error stream, what is new. Nothing to change: it writes nothing.
// node manifest.mjs PERMISSIONS_FILE [ADDRESS]
import { readFileSync } from "node:fs";

const wanted = JSON.parse(readFileSync(process.argv[2], "utf8"));
const address = (process.argv[3] ?? "").replace(/\/+$/, "");
const app = JSON.parse(readFileSync(0, "utf8"));

const changes = {};
const change = (field, value, says) => {
  changes[field] = value;
  console.error(`  ${says}`);
};

// Customers' tenants grant it too.
if (app.signInAudience !== "AzureADMultipleOrgs") change("signInAudience", "AzureADMultipleOrgs", "open it to every organization's accounts");

const identifier = `api://${app.appId}`;
if (!(app.identifierUris ?? []).includes(identifier)) change("identifierUris", [...(app.identifierUris ?? []), identifier], `name the API ${identifier}`);

// Tokens of version 1 name another issuer, which the app refuses. A scope that is there keeps its id: grants hang on it.
const scopes = app.api?.oauth2PermissionScopes ?? [];
const scope = scopes.find((each) => each.value === wanted.scope.value);
if (!scope?.isEnabled || app.api?.requestedAccessTokenVersion !== 2) {
  const { id, value, displayName, description } = wanted.scope;
  const ours = {
    id: scope?.id ?? id, value, type: "User", isEnabled: true,
    adminConsentDisplayName: displayName, adminConsentDescription: description,
    userConsentDisplayName: displayName, userConsentDescription: description,
  };
  change(
    "api",
    { ...app.api, requestedAccessTokenVersion: 2, oauth2PermissionScopes: [...scopes.filter((each) => each !== scope), ours] },
    `expose the scope ${identifier}/${value}, with tokens of version 2`,
  );
}

const roles = app.appRoles ?? [];
const missingRoles = wanted.appRoles.filter((role) => !roles.some((each) => each.value === role.value && each.isEnabled));
if (missingRoles.length > 0) {
  const kept = roles.filter((each) => !missingRoles.some((role) => role.value === each.value));
  const ours = missingRoles.map((role) => ({ ...role, id: roles.find((each) => each.value === role.value)?.id ?? role.id, isEnabled: true }));
  change("appRoles", [...kept, ...ours], `have the app role ${missingRoles.map((role) => role.value).join(", ")}`);
}

// Others may have asked for more; what we need is added and nothing taken away.
const resources = app.requiredResourceAccess ?? [];
const graph = resources.find((each) => each.resourceAppId === wanted.graph) ?? { resourceAppId: wanted.graph, resourceAccess: [] };
const missing = wanted.application.filter((one) => !graph.resourceAccess.some((each) => each.id === one.id && each.type === "Role"));
if (missing.length > 0) {
  const ours = { ...graph, resourceAccess: [...graph.resourceAccess, ...missing.map((one) => ({ id: one.id, type: "Role" }))] };
  change("requiredResourceAccess", [...resources.filter((each) => each !== graph && each.resourceAppId !== wanted.graph), ours], "ask for these application permissions of Microsoft Graph:");
  for (const one of missing) console.error(`    ${one.name}: ${one.reason}`);
}

// Without it the app cannot tell a daemon's token from a user's, and believes no app role.
const claims = app.optionalClaims?.accessToken ?? [];
if (!claims.some((claim) => claim.name === "idtyp")) {
  const ours = { idToken: [], saml2Token: [], ...app.optionalClaims, accessToken: [...claims, { name: "idtyp", essential: false, additionalProperties: [] }] };
  change("optionalClaims", ours, "put the claim idtyp into access tokens");
}

const redirects = app.web?.redirectUris ?? [];
const callback = `${address}/ops/callback`;
if (address && !redirects.includes(callback)) change("web", { ...app.web, redirectUris: [...redirects, callback] }, `lead the sign-in of operators back to ${callback}`);

if (Object.keys(changes).length > 0) console.log(JSON.stringify(changes));
