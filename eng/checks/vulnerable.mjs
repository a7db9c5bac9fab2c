// Packages with known vulnerabilities. A feed that knows of none, not even of those of a package that is known to be
// bad, tells nothing of ours: then they are not checked, which is said.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./repository.mjs";

const run = promisify(execFile);
const output = (command, args, cwd) => run(command, args, { cwd, maxBuffer: 1 << 26 }).then((done) => done.stdout, (failure) => failure.stdout ?? "");

async function inFolder(files, work) {
  const folder = mkdtempSync(join(tmpdir(), "nimbus-bad-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// GHSA-5crp-9r3c-p9vr.
const badProject = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.3" /></ItemGroup>
</Project>`;

async function nugetFaults(folder, project) {
  const text = await output("dotnet", ["list", project, "package", "--vulnerable", "--include-transitive", "--format", "json"], folder);
  const report = JSON.parse(text.slice(text.indexOf("{")));
  return (report.projects ?? []).flatMap((each) =>
    (each.frameworks ?? []).flatMap((framework) =>
      [...(framework.topLevelPackages ?? []), ...(framework.transitivePackages ?? [])].flatMap((found) =>
        (found.vulnerabilities ?? []).map((one) => `${each.path.replace(`${root}/`, "")}: ${found.id} ${found.resolvedVersion} ${one.severity} ${one.advisoryurl}`),
      ),
    ),
  );
}

export const vulnerable = {
  name: "nuget",
  unavailable: () =>
    inFolder({ "bad.csproj": badProject }, async (folder) => {
      try {
        await run("dotnet", ["restore", "bad.csproj", "-v", "q"], { cwd: folder });
        return (await nugetFaults(folder, "bad.csproj")).length > 0 ? null : "the feed does not tell of vulnerabilities, not even of Newtonsoft.Json 12.0.3";
      } catch {
        return "a package that is known to be bad cannot be restored here, so that nothing proves that the feed tells";
      }
    }),
  says: () => "no package of the solution is known to be vulnerable; a bad one was found first",
  faults: () => nugetFaults(root, "NimbusFunctions.sln"),
  planted: [],
};

// GHSA-xvch-5gv4-984h. The address leads nowhere: an audit reads the lock file alone.
const badLock = {
  name: "bad", version: "1.0.0", lockfileVersion: 3, requires: true,
  packages: {
    "": { name: "bad", version: "1.0.0", dependencies: { minimist: "1.2.5" } },
    "node_modules/minimist": { version: "1.2.5" },
  },
};

async function npmFaults(folder) {
  const report = JSON.parse((await output("npm", ["audit", "--json", "--package-lock-only"], folder)) || "{}");
  if (!report.vulnerabilities) return null;
  return Object.values(report.vulnerabilities).map((one) => `${one.name} ${one.range} ${one.severity}`);
}

const lockFolders = ["local/Azurite", "eng/connector-checks", "eng/checks"];

export const audit = {
  name: "npm",
  unavailable: () =>
    inFolder({ "package.json": JSON.stringify({ name: "bad", version: "1.0.0", dependencies: { minimist: "1.2.5" } }), "package-lock.json": JSON.stringify(badLock) }, async (folder) => {
      const found = await npmFaults(folder);
      return found?.length > 0 ? null : "the registry does not tell of vulnerabilities, not even of minimist 1.2.5";
    }),
  says: () => `no package of ${lockFolders.join(", ")} is known to be vulnerable; a bad one was found first`,
  faults: async () => (await Promise.all(lockFolders.map(async (folder) => ((await npmFaults(join(root, folder))) ?? ["the registry did not answer"]).map((text) => `${folder}: ${text}`)))).flat(),
  planted: [],
};
