// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute_test

import (
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
)

func TestParseDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2027-06-30": "2027-06-30", "2027-06-30T23:59:59Z": "2027-06-30", "2027-06-30T23:59:59-02:00": "2027-07-01",
		"30.06.2027": "", "2027-06-31": "", "2027-6-30": "", "tomorrow": "", "": "",
	} {
		got, err := attribute.ParseDay(text)
		if (err == nil) != (want != "") || err == nil && got.UTC().Format(time.DateOnly) != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}
