#!/usr/bin/env bash
# Copies standard input to the log, so that no line of it is a command to the platform.
#
# usage: program 2>&1 | ci/log.sh
set -euo pipefail

exec jq --raw-input --raw-output --unbuffered -L "$(dirname "${BASH_SOURCE[0]}")" 'include "text"; lines[]'
