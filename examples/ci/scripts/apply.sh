#!/usr/bin/env bash
# Applies the plan that plan.sh left in .plan/ENVIRONMENT, and no other: Terraform
# refuses it if the state has changed since. Shows what a person has to do next.
#
# usage: ci/apply.sh ENVIRONMENT
set -euo pipefail

environment=${1:?usage: ci/apply.sh ENVIRONMENT}
scripts=$(dirname "${BASH_SOURCE[0]}")
out=$PWD/.plan/$environment
code=$(<"$out/exitcode")
# shellcheck source-path=SCRIPTDIR source=secrets.sh
source "$scripts/secrets.sh"

terraform() {
  command "${TERRAFORM:-terraform}" -chdir="environments/$environment" "$@"
}

apply() {
  terraform init -input=false -no-color -lockfile=readonly
  case $code in
    0) echo "Nothing to apply." ;;
    2) terraform apply -input=false -no-color -lock-timeout=5m "$out/tfplan" ;;
  esac
}

next_steps() {
  terraform output -json |
    jq --raw-output -L "$scripts" 'include "text"; (.next_steps.value // {}) as $steps
      | if $steps == {} then "## Nothing is left for a person to do"
        else "## What a person has to do now", "",
          ($steps | to_entries[] | "- \(.key | code_span): \(.value | code_span)", (.value | links[] | "  - <\(.)>")) end'
}

if [[ $code != 0 && $code != 2 ]]; then
  echo "The plan failed: there is nothing to apply."
  exit 1
fi
load_secrets
apply 2>&1 | "$scripts/log.sh"
next_steps | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
