#!/usr/bin/env bash
# Plans an environment. Leaves in .plan/ENVIRONMENT what the other scripts read:
#
#   exitcode     0: nothing differs, 2: something does, 1: the plan failed
#   tfplan       the plan, for apply.sh
#   report.md    findings, changes and plan, for people
#   fingerprint  of findings and changes: the same ones have the same fingerprint
#   expiring     findings about credentials that expire soon, one a line
#
# Exits with 0 whatever the outcome. The script that follows judges it.
#
# usage: ci/plan.sh ENVIRONMENT
set -euo pipefail

environment=${1:?usage: ci/plan.sh ENVIRONMENT}
scripts=$(dirname "${BASH_SOURCE[0]}")
out=$PWD/.plan/$environment
# shellcheck source-path=SCRIPTDIR source=secrets.sh
source "$scripts/secrets.sh"

terraform() {
  command "${TERRAFORM:-terraform}" -chdir="environments/$environment" "$@"
}

plan() {
  load_secrets 2>"$out/output.txt" || return 1
  terraform init -input=false -no-color -lockfile=readonly >"$out/output.txt" 2>&1 || return 1
  if [[ ! -s environments/$environment/.terraform/terraform.tfstate ]]; then
    echo "No backend is configured: fill in environments/$environment/backend.tf. Without it the next run would not know what this one has created." >>"$out/output.txt"
    return 1
  fi
  terraform plan -input=false -no-color -lock-timeout=5m -detailed-exitcode -json -out="$out/tfplan" \
    >"$out/messages.json" 2>"$out/output.txt"
}

rm -rf "$out"
mkdir -p "$out"
: >"$out/messages.json"

code=0
plan || code=$?
case $code in
  0 | 2) terraform show -no-color "$out/tfplan" >"$out/plan.txt" 2>>"$out/output.txt" || code=1 ;;
  *) code=1 ;;
esac
echo "$code" >"$out/exitcode"

"$scripts/report.sh" "$environment" 25000 >"$out/report.md" # GitHub takes 65,536 characters
{
  jq --raw-input --null-input --raw-output -L "$scripts" 'include "findings"; fingerprint' "$out/messages.json"
  if [[ $code == 1 ]]; then
    cat "$out/output.txt"
  fi
} | sha256sum | cut -c 1-64 >"$out/fingerprint"
jq --raw-input --null-input --raw-output -L "$scripts" 'include "findings"; expiring' "$out/messages.json" >"$out/expiring"

"$scripts/report.sh" "$environment" 1000000
if [[ -n ${GITHUB_STEP_SUMMARY-} ]]; then
  cat "$out/report.md" >>"$GITHUB_STEP_SUMMARY"
fi
