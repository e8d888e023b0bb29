# shellcheck shell=bash
# Selects the platform that the job runs on. Each one defines the same functions:
#
#   run_url                       prints the address of this run
#   find_issue MARKER LABEL       prints the oldest open issue with LABEL that this
#                                 pipeline wrote and whose text begins with MARKER, as
#                                 {"id", "text"}, or nothing
#   open_issue TITLE FILE LABEL   opens an issue and prints its number
#   update_issue NUMBER FILE      replaces its text
#   comment_issue NUMBER FILE     adds a comment
#   close_issue NUMBER            closes it
#   find_comment MARKER           the same for comments on the pull or merge request
#   create_comment FILE
#   update_comment ID FILE

platform=$(dirname "${BASH_SOURCE[0]}")/platform
# shellcheck source-path=SCRIPTDIR source=platform/http.sh
source "$platform/http.sh"
if [[ ${GITHUB_ACTIONS-} == true ]]; then
  # shellcheck source-path=SCRIPTDIR source=platform/github.sh
  source "$platform/github.sh"
elif [[ ${GITLAB_CI-} == true ]]; then
  # shellcheck source-path=SCRIPTDIR source=platform/gitlab.sh
  source "$platform/gitlab.sh"
else
  echo "This is neither a job of GitHub Actions nor of GitLab CI." >&2
  exit 1
fi
