#!/usr/bin/env bash
# Applies the plan that plan.sh made, and shows what a person has to do next.
#
# usage: ci/apply.sh ENVIRONMENT
set -euo pipefail

environment=${1:?usage: ci/apply.sh ENVIRONMENT}
out=$PWD/.plan/$environment

terraform() {
  command "${TERRAFORM:-terraform}" -chdir="environments/$environment" "$@"
}

next_steps() {
  terraform output -json |
    jq --raw-output '(.next_steps.value // {}) as $steps
      | if $steps == {} then "## Nothing is left for a person to do"
        else "## What a person has to do now", "", ($steps | to_entries[] | "- **\(.key)**: \(.value)") end'
}

case $(<"$out/exitcode") in
  0) echo "Nothing to apply." ;;
  1) echo "The plan failed: there is nothing to apply." && exit 1 ;;
  2) terraform apply -input=false -no-color -lock-timeout=5m "$out/tfplan" ;;
esac
next_steps | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
