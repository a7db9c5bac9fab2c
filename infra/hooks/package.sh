#!/usr/bin/env bash
# Fills artifacts/package with what is deployed: host.json, a folder per function, and the executable.
set -euo pipefail
cd "$(dirname "$0")/../.."
package=artifacts/package
how=(-p:PublishReadyToRun=true -p:PublishTrimmed=true -p:TrimMode=partial -v q)

rm -rf "$package"
# Two steps: a runtime named at the restore would be one of platform/ too, whose lock file has none.
dotnet restore functions --locked-mode "${how[@]}"
# Self-contained: which .NET an instance has, if any, is documented nowhere.
dotnet publish functions --no-restore -c Release -r linux-x64 --self-contained true "${how[@]}" -o "$package"

# The host finds functions by their folders and says nothing of those that are not there.
[[ -f "$package/host.json" ]] || { echo "The package has no host.json." >&2; exit 1; }
for trigger in functions/triggers/*/function.json; do
  name="$(basename "$(dirname "$trigger")")"
  [[ -f "$package/$name/function.json" ]] || { echo "The package has no function $name." >&2; exit 1; }
done
# Without its run bit the host cannot start it; the zip keeps the bit.
[[ -x "$package/NimbusFunctions" ]] || { echo "The package has no executable NimbusFunctions." >&2; exit 1; }
echo "Packaged $(find "$package" -type f | wc -l) files in $package."
