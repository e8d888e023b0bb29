// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package apicatalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
)

func TestFind(t *testing.T) {
	t.Parallel()
	for reference, want := range map[string]string{
		"createSMSMessage": "createSMSMessage",
		" readExtension ":  "readExtension",
		"GET /restapi/v1.0/account/{accountId}/extension":             "listExtensions",
		"get /restapi/v1.0/account/~/extension/":                      "listExtensions",
		"GET /restapi/v1.0/account/~/extension?page=2":                "listExtensions",
		"GET /restapi/v1.0/account/809646016/extension/62288329016":   "readExtension",
		"GET /restapi/v1.0/account/~/extension/~/authz-profile/check": "checkUserPermission",
		"PUT /restapi/v1.0/account/~/user-role/default":               "updateDefaultUserRole",
		"PUT /restapi/v1.0/account/~/user-role/13005":                 "updateUserRole",
		"POST /restapi/v1.0/account/{any}/extension/~/sms":            "createSMSMessage",
		"createsmsmessage":                        "",
		"GET restapi/v1.0/account/~/extension":    "",
		"PATCH /restapi/v1.0/account/~/user-role": "",
		"GET /restapi/v1.0/account//extension":    "",
		"GET":                                     "",
		"":                                        "",
	} {
		operation, ok := apicatalog.Find(reference)
		if ok != (want != "") || operation.ID != want {
			t.Errorf("%q: got %q, want %q", reference, operation.ID, want)
		}
	}
}

// TestFindEverything finds each operation by its ID, by its path, and by its path
// with real IDs.
func TestFindEverything(t *testing.T) {
	t.Parallel()
	operations := apicatalog.Operations()
	if len(operations) < 500 {
		t.Fatalf("the catalog holds %d operations", len(operations))
	}
	for _, operation := range operations {
		segments := strings.Split(operation.Path, "/")
		for i, segment := range segments {
			if strings.HasPrefix(segment, "{") {
				segments[i] = "4711"
			}
		}
		for _, reference := range []string{operation.ID, operation.Method + " " + operation.Path, operation.Method + " " + strings.Join(segments, "/")} {
			if got, ok := apicatalog.Find(reference); !ok || got.ID != operation.ID {
				t.Errorf("%q: got %q, want %q", reference, got.ID, operation.ID)
			}
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	for reference, want := range map[string]string{
		"createSmsMessage":                       "createSMSMessage",
		"readExtensions":                         "readExtension",
		"GET /restapi/v1.0/account/~/extensions": "GET /restapi/v1.0/account/{accountId}/extension",
	} {
		if got := apicatalog.Nearest(reference, 3); len(got) != 3 || !slices.Contains(got, want) {
			t.Errorf("%q: got %v, want %q among them", reference, got, want)
		}
	}
}

func TestNeeds(t *testing.T) {
	t.Parallel()
	of := func(ids ...string) []apicatalog.Operation {
		var operations []apicatalog.Operation
		for _, id := range ids {
			operation, ok := apicatalog.Find(id)
			if !ok {
				t.Fatalf("no operation %q", id)
			}
			operations = append(operations, operation)
		}
		return operations
	}
	if needs := apicatalog.NeedsOf(of("readExtension", "createSMSMessage", "listOfAvailableForAssigningRoles")); strings.Join(needs.Features, " ") != "AdvancedPermissionsCapabilities EditUsers ReadExtensions SMSSending" || needs.FeatureAlternatives != nil {
		t.Errorf("got %+v", needs)
	}
	for name, test := range map[string]struct {
		operations          []apicatalog.Operation
		scopes, permissions string
		alternatives        int
		choices             int
	}{
		"nothing":                 {nil, "", "", 0, 1},
		"one":                     {of("createSMSMessage"), "SMS", "OutboundSMS", 0, 1},
		"included scope left out": {of("createExtension", "readExtension"), "EditAccounts", "AddRemoveUsers ReadExtensions", 0, 1},
		"alternatives":            {of("updateExtension"), "EditExtensions", "", 1, 2},
		"alternatives twice":      {of("updateExtension", "updateExtension"), "EditExtensions", "", 1, 2},
		"no permission":           {of("checkUserPermission"), "", "", 0, 1},
	} {
		needs := apicatalog.NeedsOf(test.operations)
		if strings.Join(needs.Scopes, " ") != test.scopes || strings.Join(needs.Permissions, " ") != test.permissions ||
			len(needs.Alternatives) != test.alternatives || len(needs.Choices()) != test.choices {
			t.Errorf("%s: got %+v", name, needs)
		}
	}
}
