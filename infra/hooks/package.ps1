# Fills artifacts/package with what is deployed: host.json, a folder per function, and the executable.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
if ($env:OS -eq 'Windows_NT') {
    # Windows has no run bits, so the zip would have none, and the host could not start the executable.
    throw 'Package on Linux, macOS, in WSL or in Cloud Shell: a package that Windows zips cannot be started.'
}

Set-Location (Join-Path $PSScriptRoot '../..')
$package = 'artifacts/package'
# How it is published says functions/NimbusFunctions.csproj.
$how = '-p:NimbusPackage=true', '-p:RunAnalyzers=false', '-v', 'q'

if (Test-Path $package) { Remove-Item $package -Recurse -Force }
# Two steps: the lock files are binding here, whoever builds.
dotnet restore functions --locked-mode @how
if ($LASTEXITCODE -ne 0) { throw 'The restore failed.' }
dotnet publish functions --no-restore -c Release @how -o $package
if ($LASTEXITCODE -ne 0) { throw 'The publish failed.' }

# The host finds functions by their folders and says nothing of those that are not there.
if (-not (Test-Path "$package/host.json")) { throw 'The package has no host.json.' }
foreach ($trigger in Get-ChildItem functions/triggers -Directory) {
    if (-not (Test-Path "$package/$($trigger.Name)/function.json")) { throw "The package has no function $($trigger.Name)." }
}
if (-not (Test-Path "$package/NimbusFunctions")) { throw 'The package has no executable NimbusFunctions.' }
