#!/usr/bin/env bash
# Shows what plan.sh found as a comment on the pull or merge request: one for each
# environment, which later plans replace. Fails if the plan failed.
#
# usage: ci/comment.sh ENVIRONMENT
set -euo pipefail
shopt -s inherit_errexit

environment=${1:?usage: ci/comment.sh ENVIRONMENT}
scripts=$(dirname "${BASH_SOURCE[0]}")
out=.plan/$environment
# shellcheck source-path=SCRIPTDIR source=platform.sh
source "$scripts/platform.sh"

marker="<!-- terraform plan of $environment -->"
{
  echo "$marker"
  cat "$out/report.md"
  printf '\nPlanned in %s\n' "$(run_url)"
} >"$out/comment.md"

id=$(find_comment "$marker" | jq --raw-output .id)
if [[ -z $id ]]; then
  create_comment "$out/comment.md"
else
  update_comment "$id" "$out/comment.md"
fi
[[ $(<"$out/exitcode") != 1 ]]
