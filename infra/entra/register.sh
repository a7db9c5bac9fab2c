#!/usr/bin/env bash
# Makes the multi-tenant app registration, or brings one up to what the app needs. What it finds done it leaves alone.
set -euo pipefail

usage() {
  cat >&2 <<'TEXT'
usage: register.sh [--name NAME | --client-id ID] [--address URL] [--issuer URL --subject ID] [--dry-run]
  --name       of the registration; "Nimbus Functions" where nothing is said
  --client-id  of a registration that is there already
  --address    where the API answers: operators' sign-in leads back to it (SERVICE_FUNCTIONS_URI)
  --issuer, --subject
               of the managed identity that may act for it (FEDERATED_CREDENTIAL_ISSUER, FEDERATED_CREDENTIAL_SUBJECT)
  --dry-run    says what it would do, and changes nothing
TEXT
  exit 2
}

name="Nimbus Functions"
client="${NIMBUS_ENTRA_CLIENT_ID:-}"
address="${SERVICE_FUNCTIONS_URI:-}"
issuer="${FEDERATED_CREDENTIAL_ISSUER:-}"
subject="${FEDERATED_CREDENTIAL_SUBJECT:-}"
dry=false
while [[ $# -gt 0 ]]; do
  case "$1" in
    --dry-run) dry=true; shift; continue ;;
    --name | --client-id | --address | --issuer | --subject) [[ $# -ge 2 && -n "$2" ]] || usage ;;
    *) usage ;;
  esac
  case "$1" in
    --name) name="$2" ;;
    --client-id) client="$2" ;;
    --address) address="$2" ;;
    --issuer) issuer="$2" ;;
    --subject) subject="$2" ;;
  esac
  shift 2
done
[[ -z "$address" || "$address" =~ ^https://[A-Za-z0-9.-]+(:[0-9]+)?/?$ ]] || { echo "--address is '$address': it must be https://host." >&2; exit 2; }
[[ -z "$issuer" || "$issuer" == https://* ]] || { echo "--issuer is '$issuer': it must begin with https://." >&2; exit 2; }
[[ -n "$issuer" || -z "$subject" ]] && [[ -z "$issuer" || -n "$subject" ]] || { echo "--issuer and --subject belong together." >&2; exit 2; }
[[ -z "$client" || "$client" =~ ^[0-9a-fA-F-]{36}$ ]] || { echo "--client-id is '$client': it must be a GUID." >&2; exit 2; }
for tool in az node; do
  command -v "$tool" >/dev/null || { echo "$tool is needed, and is not on the PATH." >&2; exit 1; }
done

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
graph="https://graph.microsoft.com/v1.0/applications"
credential="nimbus-functions-identity"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

# What changes something goes through here.
does() {
  if $dry; then echo "  would run: az ${*%%"$scratch"*}"; else az "$@" --only-show-errors >"$scratch/answer"; fi
}
$dry && echo "Nothing is changed: this is a dry run."

# A registration that a dry run would make has an id that nobody knows.
unmade=false
if [[ -z "$client" ]]; then
  az ad app list --filter "displayName eq '${name//\'/\'\'}'" --query "[].appId" --output tsv >"$scratch/found"
  case "$(grep -c . "$scratch/found" || true)" in
    0)
      echo "There is no app registration '$name': make it."
      does ad app create --display-name "$name" --sign-in-audience AzureADMultipleOrgs --query appId --output tsv
      if $dry; then unmade=true client="<client id>"; else client="$(tr -d '[:space:]' <"$scratch/answer")"; fi
      ;;
    1) client="$(tr -d '[:space:]' <"$scratch/found")" ;;
    *) echo "More than one app registration has the name '$name': name one with --client-id." >&2; exit 1 ;;
  esac
fi

echo "App registration $client:"
if $unmade; then
  echo "{\"appId\":\"$client\",\"signInAudience\":\"AzureADMultipleOrgs\"}" >"$scratch/app"
else
  az rest --method GET --url "$graph(appId='$client')" >"$scratch/app"
fi
node "$here/manifest.mjs" "$here/permissions.json" "$address" <"$scratch/app" >"$scratch/changes" 2>"$scratch/words"
if [[ -s "$scratch/changes" ]]; then
  cat "$scratch/words"
  does rest --method PATCH --url "$graph(appId='$client')" --headers Content-Type=application/json --body "@$scratch/changes"
else
  echo "  it is as it should be"
fi

if $unmade || ! az ad sp show --id "$client" --output none 2>/dev/null; then
  echo "It has no service principal here: make it, so that its app role can be given."
  does ad sp create --id "$client"
fi

if [[ -n "$subject" ]]; then
  : >"$scratch/trusted"
  $unmade || az ad app federated-credential list --id "$client" --query "[?name=='$credential'].[issuer, subject]" --output tsv >"$scratch/trusted"
  printf '{"name":"%s","issuer":"%s","subject":"%s","audiences":["api://AzureADTokenExchange"],"description":"The managed identity of the function app."}' \
    "$credential" "$issuer" "$subject" >"$scratch/credential"
  if [[ ! -s "$scratch/trusted" ]]; then
    echo "Trust the managed identity $subject."
    does ad app federated-credential create --id "$client" --parameters "@$scratch/credential"
  elif [[ "$(cat "$scratch/trusted")" != "$issuer"$'\t'"$subject" ]]; then
    echo "Trust the managed identity $subject in place of the one before."
    does ad app federated-credential update --id "$client" --federated-credential-id "$credential" --parameters "@$scratch/credential"
  else
    echo "It trusts the managed identity $subject."
  fi
else
  echo "No managed identity was named: after azd provision run this again with --issuer and --subject."
fi

echo
echo "azd env set NIMBUS_ENTRA_CLIENT_ID $client"
echo "infra/entra/consent.sh TENANT $client    prints the link with which a customer's administrator grants the permissions"
