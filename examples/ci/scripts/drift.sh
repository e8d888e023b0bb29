#!/usr/bin/env bash
# Reports what plan.sh found as an issue: one for each environment, opened when
# something differs or a credential expires soon, updated while it does, and closed
# afterwards. Exits with the exit code of the plan, or with 2 for a credential that
# expires soon.
#
# usage: ci/drift.sh ENVIRONMENT
set -euo pipefail
shopt -s inherit_errexit

environment=${1:?usage: ci/drift.sh ENVIRONMENT}
scripts=$(dirname "${BASH_SOURCE[0]}")
out=.plan/$environment
code=$(<"$out/exitcode")
label=${DRIFT_LABEL:-drift}
# shellcheck source-path=SCRIPTDIR source=platform.sh
source "$scripts/platform.sh"

marker="<!-- terraform drift of $environment -->"
fingerprint="<!-- fingerprint $(<"$out/fingerprint") -->"
run=$(run_url)
issue=$(find_issue "$marker" "$label")
number=$(jq --raw-output .id <<<"$issue")

meaning="What RingCentral holds differs from what $environment declares. Where a person has to act, the finding says what to do. The next apply repairs the rest."
if [[ $code == 0 && -s $out/expiring ]]; then
  code=2
  meaning="Everything works as $environment declares, but a credential expires soon."
elif [[ $code != 0 && $code != 2 ]]; then
  meaning="The plan of $environment fails, so its integrations are not verified."
fi

if [[ $code == 0 ]]; then
  if [[ -z $number ]]; then
    echo "Nothing differs."
    exit 0
  fi
  echo "Nothing differs any more, as of $run" >"$out/comment.md"
  comment_issue "$number" "$out/comment.md"
  close_issue "$number"
  echo "Closed issue $number: nothing differs any more."
  exit 0
fi

{
  printf '%s\n%s\n%s\n\nLast seen in %s\n\n' "$marker" "$fingerprint" "$meaning" "$run"
  cat "$out/report.md"
} >"$out/issue.md"

if [[ -z $number ]]; then
  number=$(open_issue "Drift in $environment" "$out/issue.md" "$label")
  echo "Opened issue $number."
  exit "$code"
fi
update_issue "$number" "$out/issue.md"
if ! jq --exit-status --arg fingerprint "$fingerprint" '(.text | split("\n")[1] // "" | rtrimstr("\r")) == $fingerprint' <<<"$issue" >/dev/null; then
  echo "The findings have changed, as of $run" >"$out/comment.md"
  comment_issue "$number" "$out/comment.md"
fi
echo "Updated issue $number."
exit "$code"
