# shellcheck shell=bash
# GitLab. The job's own token may not write issues and notes, so PROJECT_TOKEN is a
# project access token with the role Reporter and the scope api.

gitlab() {
  call "$1" "$CI_API_V4_URL$2" "PRIVATE-TOKEN: ${PROJECT_TOKEN:?}" "${@:3}"
}

api() {
  gitlab "$1" "/projects/$CI_PROJECT_ID$2" "${@:3}"
}

# author prints the ID of the user that the token belongs to.
author() {
  gitlab GET /user | jq .id
}

run_url() {
  echo "$CI_JOB_URL"
}

find_issue() {
  local author
  author=$(author)
  all "/issues?state=opened&labels=$2&order_by=created_at&sort=asc" |
    jq --arg marker "$1" --argjson author "$author" 'first(.[] | select(.author.id == $author)
      | {id: .iid, text: (.description // "")} | select(.text | startswith($marker)))'
}

open_issue() {
  api POST /issues <(text_as description "$2" | jq --arg title "$1" --arg name "$3" '. + {$title, labels: $name}') | jq .iid
}

update_issue() {
  api PUT "/issues/$1" <(text_as description "$2") >/dev/null
}

comment_issue() {
  api POST "/issues/$1/notes" <(text_as body "$2") >/dev/null
}

close_issue() {
  api PUT "/issues/$1" <(echo '{"state_event": "close"}') >/dev/null
}

find_comment() {
  local author
  author=$(author)
  all "/merge_requests/${CI_MERGE_REQUEST_IID:?}/notes?order_by=created_at&sort=asc" |
    jq --arg marker "$1" --argjson author "$author" 'first(.[] | select(.author.id == $author and (.system | not))
      | {id, text: (.body // "")} | select(.text | startswith($marker)))'
}

create_comment() {
  api POST "/merge_requests/${CI_MERGE_REQUEST_IID:?}/notes" <(text_as body "$1") >/dev/null
}

update_comment() {
  api PUT "/merge_requests/${CI_MERGE_REQUEST_IID:?}/notes/$1" <(text_as body "$2") >/dev/null
}
