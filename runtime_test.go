// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import "testing"

func TestWantsLogs(t *testing.T) {
	t.Parallel()
	for entry, want := range map[string]bool{
		"PATH=/bin":                        false,
		"TF_LOG=":                          false,
		"TF_LOG_CORE=TRACE":                false,
		"TF_LOG_PATH=/tmp/log":             false,
		"TF_LOG=INFO":                      true,
		"TF_LOG=json":                      true,
		"TF_LOG_PROVIDER=DEBUG":            true,
		"TF_LOG_PROVIDER_RINGCENTRAL=WARN": true,
		"TF_LOG_SDK=TRACE":                 true,
		"TF_LOG_SDK_FRAMEWORK=TRACE":       true,
		"TF_LOG_SDK_PROTO_DATA_DIR=/tmp/d": true,
	} {
		if got := wantsLogs([]string{"HOME=/", entry}); got != want {
			t.Errorf("%s: got %v, want %v", entry, got, want)
		}
	}
}
