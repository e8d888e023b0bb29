# shellcheck shell=bash
# Requests to the API of a platform, whose file defines api METHOD PATH [FILE].

# call METHOD URL HEADER [FILE] sends a request and prints the response. The header
# holds the token, so it goes through standard input and not through arguments,
# which every user of the machine can see.
call() {
  local options=(--silent --show-error --fail-with-body --max-time 60 --request "$1") response
  if [[ $1 == GET ]]; then
    options+=(--retry 3)
  fi
  if [[ -n ${4-} ]]; then
    options+=(--header 'Content-Type: application/json' --data-binary "@$4")
  fi
  if ! response=$(curl "${options[@]}" --config - "$2" <<<"header = \"$3\""); then
    "$platform/../log.sh" <<<"$1 $2 failed: $response" >&2
    return 1
  fi
  printf '%s\n' "$response"
}

# all PATH prints all records of a list as one.
all() {
  local path=$1 page=1 records
  [[ $path == *\?* ]] || path+='?'
  while :; do
    records=$(api GET "$path&per_page=100&page=$page")
    printf '%s\n' "$records"
    if [[ $(jq length <<<"$records") -lt 100 ]]; then
      break
    fi
    page=$((page + 1))
  done | jq --slurp add
}

# text_as FIELD FILE prints a JSON object with the content of FILE.
text_as() {
  jq --null-input --arg field "$1" --rawfile text "$2" '{($field): $text}'
}
