// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package apicatalog_test

import (
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
)

// BenchmarkFind looks an operation up by its method and path, which is the longer way.
func BenchmarkFind(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := apicatalog.Find("POST /restapi/v1.0/account/{accountId}/extension/{extensionId}/sms"); !ok {
			b.Fatal("not found")
		}
	}
}
