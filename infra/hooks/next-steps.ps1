# Says what only an administrator of Entra can do, with the values of this deployment. It changes nothing.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
if (-not $env:FEDERATED_CREDENTIAL_ISSUER -or -not $env:FEDERATED_CREDENTIAL_SUBJECT) { throw 'Run azd provision first.' }
@"
The app registration $($env:NIMBUS_ENTRA_CLIENT_ID) must trust the app's identity before the app can call Graph.
Add a federated credential to it (Entra admin center, Certificates & secrets, or az ad app federated-credential create):
  issuer    $($env:FEDERATED_CREDENTIAL_ISSUER)
  subject   $($env:FEDERATED_CREDENTIAL_SUBJECT)
  audience  api://AzureADTokenExchange
docs/deploy.md tells the rest.
"@
