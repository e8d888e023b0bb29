#!/usr/bin/env bash
# Checks what can be checked without secrets: formatting, every environment's
# configuration, and the modules' own tests. Safe for changes from a fork.
#
# usage: ci/check.sh
set -euo pipefail

terraform() {
  command "${TERRAFORM:-terraform}" "$@"
}

check() {
  terraform fmt -check -diff -recursive
  for directory in environments/*/; do
    terraform -chdir="$directory" init -backend=false -input=false -no-color -lockfile=readonly >/dev/null
    terraform -chdir="$directory" validate -no-color
  done
  for directory in modules/*/; do
    terraform -chdir="$directory" init -input=false -no-color >/dev/null
    terraform -chdir="$directory" test -no-color
  done
}

check 2>&1 | "$(dirname "${BASH_SOURCE[0]}")/log.sh"
