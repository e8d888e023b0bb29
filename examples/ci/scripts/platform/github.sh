# shellcheck shell=bash
# GitHub. GH_TOKEN is the job's own token: it needs "issues: write" for issues, and
# "pull-requests: write" for comments on the pull request PULL_REQUEST.

# Whom a job's own token writes as. Nobody can sign up under this name.
author='github-actions[bot]'

api() {
  call "$1" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY$2" "Authorization: Bearer ${GH_TOKEN:?}" "${@:3}"
}

run_url() {
  echo "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
}

find_issue() {
  all "/issues?state=open&labels=$2&sort=created&direction=asc" |
    jq --arg marker "$1" --arg author "$author" 'first(.[] | select((has("pull_request") | not) and .user.login == $author)
      | {id: .number, text: (.body // "")} | select(.text | startswith($marker)))'
}

open_issue() {
  local opened
  opened=$(api POST /issues <(text_as body "$2" | jq --arg title "$1" --arg name "$3" '. + {$title, labels: [$name]}'))
  if ! jq --exit-status --arg name "$3" 'any(.labels[]; .name == $name)' <<<"$opened" >/dev/null; then
    echo "Issue $(jq .number <<<"$opened") did not get the label $3, by which the next run would find it." >&2
    return 1
  fi
  jq .number <<<"$opened"
}

update_issue() {
  api PATCH "/issues/$1" <(text_as body "$2") >/dev/null
}

comment_issue() {
  api POST "/issues/$1/comments" <(text_as body "$2") >/dev/null
}

close_issue() {
  api PATCH "/issues/$1" <(echo '{"state": "closed", "state_reason": "completed"}') >/dev/null
}

find_comment() {
  all "/issues/${PULL_REQUEST:?}/comments" |
    jq --arg marker "$1" --arg author "$author" 'first(.[] | select(.user.login == $author)
      | {id, text: (.body // "")} | select(.text | startswith($marker)))'
}

create_comment() {
  comment_issue "${PULL_REQUEST:?}" "$1"
}

update_comment() {
  api PATCH "/issues/comments/$1" <(text_as body "$2") >/dev/null
}
