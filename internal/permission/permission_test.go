// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package permission_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// aDictionary: Users includes UserInfo, which includes two that cannot be
// assigned; A and B include each other.
var aDictionary = permission.NewDictionary([]ringcentral.Permission{
	{ID: "Users", DisplayName: "User Management", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"UserInfo", "AddRemoveUsers"})},
	{ID: "UserInfo", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"ReadExtensions"})},
	{ID: "AddRemoveUsers"},
	{ID: "ReadExtensions"},
	{ID: "BusinessSms", DisplayName: "Business SMS", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"OutboundSMS"})},
	{ID: "OutboundSMS"},
	{ID: "A", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"B"})},
	{ID: "B", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"A"})},
})

func TestObserved(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		declared, held, want string
		imported             bool
	}{
		"as declared":                {declared: "BusinessSms", held: "BusinessSms", want: "BusinessSms"},
		"implied ones added":         {declared: "Users", held: "Users UserInfo AddRemoveUsers ReadExtensions", want: "Users"},
		"implied one declared, too":  {declared: "Users UserInfo", held: "ReadExtensions UserInfo Users", want: "UserInfo Users"},
		"declared one lost":          {declared: "Users BusinessSms", held: "Users UserInfo", want: "Users"},
		"one lost, its part remains": {declared: "Users", held: "UserInfo ReadExtensions", want: ""},
		"one added":                  {declared: "UserInfo", held: "UserInfo ReadExtensions BusinessSms OutboundSMS", want: "BusinessSms UserInfo"},
		"added with its parts":       {declared: "BusinessSms", held: "BusinessSms OutboundSMS Users UserInfo ReadExtensions", want: "BusinessSms Users"},
		"unassignable one added":     {declared: "BusinessSms", held: "BusinessSms ReadExtensions", want: "BusinessSms"},
		"unknown one added":          {declared: "BusinessSms", held: "BusinessSms New", want: "BusinessSms"},
		"imported":                   {imported: true, held: "Users UserInfo AddRemoveUsers ReadExtensions BusinessSms OutboundSMS", want: "BusinessSms Users"},
		"imported circle":            {imported: true, held: "A B", want: "B"},
	}
	for name, test := range tests {
		var declared []string
		if !test.imported {
			declared = strings.Fields(test.declared)
		}
		got := aDictionary.Observed(declared, strings.Fields(test.held))
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %v, want %s", name, got, test.want)
		}
	}
}

func TestIncludingAndNearest(t *testing.T) {
	t.Parallel()
	if got := aDictionary.Including("ReadExtensions"); !slices.Equal(got, []string{"UserInfo", "Users"}) {
		t.Errorf("ReadExtensions comes with %v", got)
	}
	for id, want := range map[string]string{"users": "Users", "Business SMS": "BusinessSms", "user management": "Users", "BusinessSmss": "BusinessSms", "BusinesSms": "BusinessSms", "Nonsense": ""} {
		if got := aDictionary.Nearest(id); got != want {
			t.Errorf("nearest to %q is %q, want %q", id, got, want)
		}
	}
}

func TestCover(t *testing.T) {
	t.Parallel()
	d := permission.NewDictionary([]ringcentral.Permission{
		{ID: "Everything", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"Read", "Write", "Send", "Admin", "More", "Most"})},
		{ID: "Reader", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"Read"})},
		{ID: "Writer", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"Read", "Write"})},
		{ID: "Sender", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"Send"})},
		{ID: "SenderToo", Assignable: true, IncludedPermissions: ringcentral.PermissionIDs([]string{"Send"})},
		{ID: "Self", Assignable: true},
		{ID: "Read"}, {ID: "Write"}, {ID: "Send"}, {ID: "Admin"}, {ID: "Orphan"},
	})
	for name, test := range map[string]struct{ wanted, cover, unavailable string }{
		"nothing":                    {"", "", ""},
		"itself":                     {"Self", "Self", ""},
		"the least that includes it": {"Read", "Reader", ""},
		"one for two":                {"Read Write", "Writer", ""},
		"rather two than too much":   {"Write Send", "Sender Writer", ""},
		"only the large one":         {"Admin Send", "Everything", ""},
		"the first of equals":        {"Send", "Sender", ""},
		"asked for twice":            {"Send Send", "Sender", ""},
		"none includes it":           {"Orphan Read", "Reader", "Orphan"},
		"not in the dictionary":      {"Unheard", "", "Unheard"},
	} {
		cover, unavailable := d.Cover(strings.Fields(test.wanted))
		if strings.Join(cover, " ") != test.cover || strings.Join(unavailable, " ") != test.unavailable {
			t.Errorf("%s: got %v and %v, want %q and %q", name, cover, unavailable, test.cover, test.unavailable)
		}
	}
}

// TestCoverEnds searches where the number of possible covers is out of reach.
func TestCoverEnds(t *testing.T) {
	t.Parallel()
	var permissions []ringcentral.Permission
	var wanted []string
	for i := range 60 {
		child := fmt.Sprintf("Child%02d", i)
		wanted = append(wanted, child)
		permissions = append(permissions, ringcentral.Permission{ID: ringcentral.ID(child)})
	}
	for i := range 60 {
		included := []string{wanted[i], wanted[(i+1)%60], wanted[(i+7)%60], fmt.Sprintf("Extra%02d", i)}
		permissions = append(permissions, ringcentral.Permission{ID: ringcentral.ID(fmt.Sprintf("Parent%02d", i)), Assignable: true, IncludedPermissions: ringcentral.PermissionIDs(included)})
	}
	d := permission.NewDictionary(permissions)
	cover, unavailable := d.Cover(wanted)
	granted := d.Closure(cover...)
	for _, id := range wanted {
		if !granted[id] {
			t.Errorf("%v does not include %s", cover, id)
		}
	}
	if len(unavailable) > 0 {
		t.Errorf("%v are missing", unavailable)
	}
}

func TestName(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{"Users": "Users (User Management)", "BusinessSms": "BusinessSms", "UserInfo": "UserInfo", "Unheard": "Unheard"} {
		if got := aDictionary.Name(id); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
