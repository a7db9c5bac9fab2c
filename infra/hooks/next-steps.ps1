# Says what only an administrator of Entra can do, with the values of this deployment. It changes nothing.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
foreach ($name in 'NIMBUS_ENTRA_CLIENT_ID', 'SERVICE_FUNCTIONS_URI', 'FEDERATED_CREDENTIAL_ISSUER', 'FEDERATED_CREDENTIAL_SUBJECT') {
    if (-not [Environment]::GetEnvironmentVariable($name)) { throw 'Run azd provision first.' }
}
@"
The app registration must trust the app's identity before the app can call Graph. An administrator of Entra runs (bash):
  infra/entra/register.sh --client-id $($env:NIMBUS_ENTRA_CLIENT_ID) --address $($env:SERVICE_FUNCTIONS_URI) --issuer $($env:FEDERATED_CREDENTIAL_ISSUER) --subject $($env:FEDERATED_CREDENTIAL_SUBJECT)
docs/entra.md tells the rest, and how customers grant the permissions.
"@
