#!/usr/bin/env bash
# Prints what plan.sh found, as Markdown: the findings with their links, the changes,
# and the plan itself, each cut off after so many characters.
#
# usage: ci/report.sh ENVIRONMENT LIMIT
set -euo pipefail

environment=${1:?usage: ci/report.sh ENVIRONMENT LIMIT}
limit=${2:?usage: ci/report.sh ENVIRONMENT LIMIT}
scripts=$(dirname "${BASH_SOURCE[0]}")
out=.plan/$environment

# fenced prints a file as a block in which nothing is Markdown.
fenced() {
  jq --raw-input --slurp --raw-output --join-output -L "$scripts" --argjson limit "$limit" 'include "text"; .[:$limit] | block' "$1"
}

printf '## Plan of %s\n\n' "$environment"
jq --raw-input --null-input --raw-output -L "$scripts" \
  --argjson code "$(<"$out/exitcode")" --argjson limit "$limit" \
  'include "findings"; report($code; $limit)' "$out/messages.json"
if [[ -s $out/output.txt ]]; then
  printf '\n'
  fenced "$out/output.txt"
fi
if [[ -s $out/plan.txt ]]; then
  printf '\n<details><summary>Plan</summary>\n\n'
  fenced "$out/plan.txt"
  printf '\n</details>\n'
fi
