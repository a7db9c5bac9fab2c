#!/usr/bin/env bash
# Says what only an administrator of Entra can do, with the values of this deployment. It changes nothing.
set -euo pipefail
cat <<TEXT
The app registration ${NIMBUS_ENTRA_CLIENT_ID:-} must trust the app's identity before the app can call Graph.
Add a federated credential to it (Entra admin center, Certificates & secrets, or az ad app federated-credential create):
  issuer    ${FEDERATED_CREDENTIAL_ISSUER:?run azd provision first}
  subject   ${FEDERATED_CREDENTIAL_SUBJECT:?run azd provision first}
  audience  api://AzureADTokenExchange
docs/deploy.md tells the rest.
TEXT
