#!/usr/bin/env bash
# Prints the link with which an administrator of a customer's tenant grants the app what its registration asks for.
# usage: consent.sh TENANT [CLIENT_ID] [REDIRECT_URI]
set -euo pipefail
tenant="${1:-}"
client="${2:-${NIMBUS_ENTRA_CLIENT_ID:-}}"
redirect="${3:-${NIMBUS_GRANT_REDIRECT_URI:-}}"

# Entra: "Admin consent on the Microsoft identity platform": the tenant itself; "common" is not to be used.
[[ "$tenant" =~ ^[0-9a-fA-F-]{36}$ || "$tenant" =~ ^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$ ]] || { echo "usage: consent.sh TENANT [CLIENT_ID] [REDIRECT_URI]; TENANT is the customer's id or domain." >&2; exit 2; }
[[ "$client" =~ ^[0-9a-fA-F-]{36}$ ]] || { echo "CLIENT_ID, or NIMBUS_ENTRA_CLIENT_ID, must be the client id of the app registration." >&2; exit 2; }
[[ -z "$redirect" || "$redirect" =~ ^https://[A-Za-z0-9._~:/-]+$ ]] || { echo "REDIRECT_URI must be https and one of the registration's." >&2; exit 2; }

link="https://login.microsoftonline.com/$tenant/v2.0/adminconsent?client_id=$client&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
if [[ -n "$redirect" ]]; then
  redirect="${redirect//:/%3A}"
  link="$link&redirect_uri=${redirect//\//%2F}"
fi
echo "$link"
