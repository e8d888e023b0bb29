# shellcheck shell=bash
# load_secrets exports the secrets that the configuration refers to: every one whose name
# ends in _CLIENT_SECRET or _JWT, so that a new integration needs no line in the
# pipeline. They come from
#
#   AWS_SECRET_ID   if set: a secret of AWS Secrets Manager with a JSON object of names
#                   and values. The job logs in with its ID token, as AWS_ROLE_ARN.
#   SECRETS         else: such an object, on GitHub ${{ toJSON(secrets) }}
#
# On GitLab they are variables of the project, if neither is set.

# id_token prints the job's ID token: GitHub issues it on request, GitLab sets a variable.
id_token() {
  if [[ -z ${ACTIONS_ID_TOKEN_REQUEST_URL-} ]]; then
    printf '%s' "${AWS_ID_TOKEN:?the job has no ID token}"
    return
  fi
  curl --fail --silent --show-error --max-time 30 --header @- "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" \
    <<<"Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" | jq --exit-status --raw-output --join-output .value
}

read_secrets() {
  if [[ -z ${AWS_SECRET_ID-} ]]; then
    printf '%s' "${SECRETS:-"{}"}"
    return
  fi
  aws secretsmanager get-secret-value --secret-id "$AWS_SECRET_ID" --query SecretString --output text
}

load_secrets() {
  local found exports
  if [[ -n ${AWS_SECRET_ID-} ]]; then
    AWS_WEB_IDENTITY_TOKEN_FILE=$(mktemp) || return
    export AWS_WEB_IDENTITY_TOKEN_FILE # for the AWS CLI, and for Terraform's backend
    trap 'rm -f "$AWS_WEB_IDENTITY_TOKEN_FILE"' EXIT
    id_token >"$AWS_WEB_IDENTITY_TOKEN_FILE" || return
  fi
  found=$(read_secrets) || return
  exports=$(jq --raw-output 'to_entries[] | select(.key | test("^[A-Z][A-Z0-9_]*_(CLIENT_SECRET|JWT)$")) | "export \(.key)=\(.value | tostring | @sh)"' <<<"$found") || return
  eval "$exports"
  if [[ -n ${AWS_SECRET_ID-} && ${GITHUB_ACTIONS-} == true ]]; then
    jq --raw-output '.[] | tostring | split("\n")[] | select(. != "") | "::add-mask::\(.)"' <<<"$found"
  fi
  unset SECRETS
}
