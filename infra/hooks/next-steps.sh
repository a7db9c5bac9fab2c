#!/usr/bin/env bash
# Says what only an administrator of Entra can do, with the values of this deployment. It changes nothing.
set -euo pipefail
cat <<TEXT
The app registration must trust the app's identity before the app can call Graph. An administrator of Entra runs:
  infra/entra/register.sh --client-id ${NIMBUS_ENTRA_CLIENT_ID:?run azd provision first} \\
    --address ${SERVICE_FUNCTIONS_URI:?run azd provision first} \\
    --issuer ${FEDERATED_CREDENTIAL_ISSUER:?run azd provision first} \\
    --subject ${FEDERATED_CREDENTIAL_SUBJECT:?run azd provision first}
docs/entra.md tells the rest, and how customers grant the permissions.
TEXT
