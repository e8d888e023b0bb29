// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"math"
	"os"
	"runtime/debug"
	"strings"
)

// skipUnwantedLogs turns off the loggers of the SDK unless an environment variable asks
// for logs. They default to TRACE and encode every line, which Terraform then drops:
// more than a quarter of the provider's CPU time in a plan of 1,000 users.
func skipUnwantedLogs() {
	if wantsLogs(os.Environ()) {
		return
	}
	for _, variable := range []string{"TF_LOG_SDK", "TF_LOG_PROVIDER"} {
		_ = os.Setenv(variable, "OFF") // only an invalid name fails
	}
}

// wantsLogs reports whether an environment variable asks Terraform for the logs of
// providers: TF_LOG, TF_LOG_PROVIDER and TF_LOG_SDK with all their variants.
// TF_LOG_CORE does not, and TF_LOG_PATH only says where logs go.
func wantsLogs(environment []string) bool {
	for _, entry := range environment {
		name, value, _ := strings.Cut(entry, "=")
		if value != "" && (name == "TF_LOG" || strings.HasPrefix(name, "TF_LOG_PROVIDER") || strings.HasPrefix(name, "TF_LOG_SDK")) {
			return true
		}
	}
	return false
}

const (
	// gcPercent lets the heap grow to five times its live size before it is collected.
	// The live heap is about 20 MiB.
	gcPercent = 400
	// memoryLimit, in bytes, is from where on memory counts for more than CPU time.
	memoryLimit = 512 << 20
)

// relaxGarbageCollector trades memory for CPU time, unless GOGC or GOMEMLIMIT decides.
func relaxGarbageCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memoryLimit)
	}
}
