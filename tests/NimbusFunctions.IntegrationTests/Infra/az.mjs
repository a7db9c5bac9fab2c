#!/usr/bin/env node
// Stands for the Azure CLI in the test of infra/entra/register.sh: keeps a tenant's registrations in AZ_STATE and
// writes every call that changes something to AZ_CALLS.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const state = existsSync(process.env.AZ_STATE) ? JSON.parse(readFileSync(process.env.AZ_STATE, "utf8")) : { apps: [], principals: [] };
const save = (call) => {
  appendFileSync(process.env.AZ_CALLS, `${call}\n`);
  writeFileSync(process.env.AZ_STATE, JSON.stringify(state));
};
const body = (text) => JSON.parse(readFileSync(text.slice(1), "utf8"));
const fail = (text) => {
  console.error(`ERROR: ${text}`);
  process.exit(3);
};

const command = args.filter((each, index) => !each.startsWith("--") && !(index > 0 && args[index - 1].startsWith("--"))).join(" ");
const id = option("--id") ?? /appId='([^']+)'/.exec(option("--url") ?? "")?.[1];
const app = state.apps.find((each) => each.appId === id);
if (id && !app && command !== "ad sp show") fail(`${id} is not there`);

switch (command) {
  case "ad app list": {
    const name = /^displayName eq '(.*)'$/.exec(option("--filter"))[1].replaceAll("''", "'");
    for (const each of state.apps.filter((one) => one.displayName === name)) console.log(each.appId);
    break;
  }
  case "ad app create": {
    const appId = `00000000-1111-2222-3333-44444444444${state.apps.length}`;
    state.apps.push({ appId, id: `object-${appId}`, displayName: option("--display-name"), signInAudience: option("--sign-in-audience"), credentials: [] });
    save("create");
    console.log(appId);
    break;
  }
  case "rest": {
    if (option("--method") === "GET") {
      const { credentials, ...shown } = app;
      console.log(JSON.stringify(shown));
      break;
    }
    const changes = body(option("--body"));
    // Graph: an identifier may not be changed of what is enabled.
    for (const role of app.appRoles ?? []) if (changes.appRoles && !changes.appRoles.some((each) => each.id === role.id)) fail("an enabled role cannot be deleted");
    Object.assign(app, changes);
    save(`patch ${Object.keys(changes).sort().join(",")}`);
    break;
  }
  case "ad sp show":
    if (!state.principals.includes(id)) fail("no service principal");
    break;
  case "ad sp create":
    state.principals.push(id);
    save("principal");
    break;
  case "ad app federated-credential list":
    for (const one of app.credentials) console.log(`${one.issuer}\t${one.subject}`);
    break;
  case "ad app federated-credential create":
    app.credentials.push(body(option("--parameters")));
    save("trust");
    break;
  case "ad app federated-credential update":
    app.credentials = [body(option("--parameters"))];
    save("trust another");
    break;
  default:
    fail(`the test's CLI does not know '${command}'`);
}
