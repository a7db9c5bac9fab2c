#!/usr/bin/env bash
# Fills artifacts/package with what is deployed: host.json, a folder per function, and the executable.
set -euo pipefail
cd "$(dirname "$0")/../.."
package=artifacts/package
# How it is published says functions/NimbusFunctions.csproj. Analyzers are for those who change the code; what the
# trimmer warns of is an error here too.
how=(-p:NimbusPackage=true -p:RunAnalyzers=false -v q)

rm -rf "$package"
# Two steps: the lock files are binding here, whoever builds.
dotnet restore functions --locked-mode "${how[@]}"
dotnet publish functions --no-restore -c Release "${how[@]}" -o "$package"

# The host finds functions by their folders and says nothing of those that are not there.
[[ -f "$package/host.json" ]] || { echo "The package has no host.json." >&2; exit 1; }
for trigger in functions/triggers/*/function.json; do
  name="$(basename "$(dirname "$trigger")")"
  [[ -f "$package/$name/function.json" ]] || { echo "The package has no function $name." >&2; exit 1; }
done
# Without its run bit the host cannot start it; the zip keeps the bit.
[[ -x "$package/NimbusFunctions" ]] || { echo "The package has no executable NimbusFunctions." >&2; exit 1; }
echo "Packaged $(find "$package" -type f | wc -l) files, $(du -sm "$package" | cut -f1) MB, in $package."
