// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// TestOddResponses gives successful responses in odd forms: each is understood as what it
// means, or is an error that says so. None passes for an object that has lost
// something.
func TestOddResponses(t *testing.T) {
	t.Parallel()
	extension := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		e, err := c.Extension(ctx, "9007199254740993")
		if err != nil {
			return nil, err
		}
		return fmt.Sprintf("%s %s %s %s %q", e.ID, e.Type, e.Status, e.Contact.Email, e.Roles), nil
	}
	extensions := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		found, err := c.ListExtensions(ctx, ringcentral.ExtensionFilter{})
		ids := []string{}
		for _, e := range found {
			ids = append(ids, string(e.ID))
		}
		return strings.Join(ids, " "), err
	}
	byEmail := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		found, err := c.ListExtensions(ctx, ringcentral.ExtensionFilter{Email: []string{"a@example.com"}})
		return len(found), err
	}
	byNumber := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		found, err := c.ListExtensions(ctx, ringcentral.ExtensionFilter{ExtensionNumber: "101"})
		return len(found), err
	}
	roles := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		found, err := c.AssignedRoles(ctx, "5")
		return len(found), err
	}
	role := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		r, err := c.UserRole(ctx, "7")
		if err != nil {
			return nil, err
		}
		return fmt.Sprintf("%s %s %s %v", r.ID, r.Scope, r.DisplayName, r.Permissions), nil
	}
	dictionary := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		found, err := c.Permissions(ctx)
		return len(found), err
	}
	profile := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		held, err := c.HeldPermissions(ctx, "5")
		return strings.Join(held, " "), err
	}
	account := func(ctx context.Context, c *ringcentral.Client) (any, error) {
		a, err := c.Account(ctx)
		if err != nil {
			return nil, err
		}
		return a.ID + " " + a.ServiceInfo.Brand.ID, nil
	}
	const big, unreadable = `"id":9007199254740993`, "an error"
	tests := map[string]struct {
		call     func(context.Context, *ringcentral.Client) (any, error)
		response string
		want     any
	}{
		"extension":                     {extension, `{` + big + `,"type":"User","status":"Enabled","contact":{"email":"a@example.com"}}`, `9007199254740993 User Enabled a@example.com []`},
		"ID as text":                    {extension, `{"id":"9007199254740993","type":"User","status":"Enabled"}`, `9007199254740993 User Enabled  []`},
		"rounded ID":                    {extension, `{"id":9.007199254740993e15,"type":"User","status":"Enabled"}`, unreadable},
		"another ID":                    {extension, `{"id":9007199254740992,"type":"User","status":"Enabled"}`, unreadable},
		"negative ID":                   {extension, `{"id":-9007199254740993,"type":"User","status":"Enabled"}`, unreadable},
		"fraction":                      {extension, `{"id":9007199254740993.5,"type":"User","status":"Enabled"}`, unreadable},
		"no ID":                         {extension, `{"type":"User","status":"Enabled"}`, unreadable},
		"null ID":                       {extension, `{"id":null,"type":"User","status":"Enabled"}`, unreadable},
		"ID of another kind":            {extension, `{"id":{"id":5},"type":"User","status":"Enabled"}`, unreadable},
		"true as an ID":                 {extension, `{"id":true,"type":"User","status":"Enabled"}`, unreadable},
		"unknown enum values":           {extension, `{` + big + `,"type":"Hologram","status":"Dreaming"}`, `9007199254740993 Hologram Dreaming  []`},
		"unknown fields":                {extension, `{` + big + `,"type":"User","status":"Enabled","new":{"a":[1,{"b":null}]},"contact":{"new":1}}`, `9007199254740993 User Enabled  []`},
		"dates in odd forms":            {extension, `{` + big + `,"type":"User","status":"Enabled","creationTime":"31/12/9999","lastModified":-1,"regionalSettings":{"timezone":{"bias":1e999}}}`, `9007199254740993 User Enabled  []`},
		"null objects":                  {extension, `{` + big + `,"type":"User","status":"Enabled","contact":null,"site":null,"costCenter":null,"roles":null,"hidden":null}`, `9007199254740993 User Enabled  []`},
		"no type":                       {extension, `{` + big + `,"status":"Enabled"}`, unreadable},
		"no status":                     {extension, `{` + big + `,"type":"User","status":null}`, unreadable},
		"a number as status":            {extension, `{` + big + `,"type":"User","status":1}`, unreadable},
		"a list as contact":             {extension, `{` + big + `,"type":"User","status":"Enabled","contact":[]}`, unreadable},
		"a role without ID":             {extension, `{` + big + `,"type":"User","status":"Enabled","roles":[{"displayName":"x"}]}`, unreadable},
		"a role that is null":           {extension, `{` + big + `,"type":"User","status":"Enabled","roles":[null]}`, unreadable},
		"null":                          {extension, `null`, unreadable},
		"a list":                        {extension, `[{` + big + `}]`, unreadable},
		"two objects":                   {extension, `{` + big + `,"type":"User","status":"Enabled"}{"id":6}`, unreadable},
		"nothing":                       {extension, ``, unreadable},
		"a byte order mark":             {extension, "\ufeff{" + big + `,"type":"User","status":"Enabled"}`, unreadable},
		"not UTF-8":                     {extension, `{` + big + `,"type":"User","status":"Enabled","contact":{"email":"` + "\xff" + `"}}`, "9007199254740993 User Enabled \ufffd []"},
		"names in other case":           {extension, `{"ID":9007199254740993,"Type":"User","STATUS":"Enabled"}`, `9007199254740993 User Enabled  []`},
		"list":                          {extensions, `{"records":[{"id":1},{"id":"2"},{"id":3e0},{"id":4.0}]}`, "1 2 3 4"},
		"empty list":                    {extensions, `{"records":[]}`, ""},
		"null list":                     {extensions, `{"records":null}`, unreadable},
		"no list":                       {extensions, `{}`, unreadable},
		"an object as list":             {extensions, `{"records":{"0":{"id":1}}}`, unreadable},
		"a text as list":                {extensions, `{"records":"none"}`, unreadable},
		"null in the list":              {extensions, `{"records":[{"id":1},null]}`, unreadable},
		"a text in the list":            {extensions, `{"records":["1"]}`, unreadable},
		"a record without ID":           {extensions, `{"records":[{"id":1},{}]}`, unreadable},
		"null paging":                   {extensions, `{"records":[{"id":1}],"paging":null,"navigation":null}`, "1"},
		"paging as text":                {extensions, `{"records":[{"id":1}],"paging":"1 of 1"}`, unreadable},
		"pages in exponent form":        {extensions, `{"records":[{"id":1}],"paging":{"totalPages":1e9}}`, unreadable},
		"pages beyond an int":           {extensions, `{"records":[{"id":1}],"paging":{"totalPages":99999999999999999999}}`, unreadable},
		"no pages at all":               {extensions, `{"records":[{"id":1}],"paging":{"totalPages":0}}`, "1"},
		"null next page":                {extensions, `{"records":[{"id":1}],"navigation":{"nextPage":null}}`, "1"},
		"the filter is ignored":         {byEmail, `{"records":[{"id":1,"contact":{"email":"b@example.com"}},{"id":2,"contact":{"email":"A@Example.com"}},{"id":3}]}`, 1},
		"the number is ignored":         {byNumber, `{"records":[{"id":1,"extensionNumber":"102"},{"id":2,"extensionNumber":"101"},{"id":3}]}`, 1},
		"roles":                         {roles, `{"records":[{"id":"1"},{"id":2}]}`, 2},
		"no roles":                      {roles, `{"records":[]}`, 0},
		"null roles":                    {roles, `{"records":null}`, unreadable},
		"no list of roles":              {roles, `{}`, unreadable},
		"an assigned role without ID":   {roles, `{"records":[{}]}`, unreadable},
		"role":                          {role, `{"id":7,"displayName":"R","scope":"Unheard","permissions":[{"id":"Users","new":1}]}`, "7 Unheard R [{Users}]"},
		"another role":                  {role, `{"id":8,"displayName":"R","permissions":[]}`, unreadable},
		"no permissions":                {role, `{"id":7,"displayName":"R"}`, unreadable},
		"null permissions":              {role, `{"id":7,"displayName":"R","permissions":null}`, unreadable},
		"a permission without ID":       {role, `{"id":7,"displayName":"R","permissions":[{"displayName":"x"}]}`, unreadable},
		"a permission that is null":     {role, `{"id":7,"displayName":"R","permissions":[null]}`, unreadable},
		"a permission as text":          {role, `{"id":7,"displayName":"R","permissions":["Users"]}`, unreadable},
		"control characters in an ID":   {role, `{"id":7,"displayName":"R","permissions":[{"id":"\u001b[31m"}]}`, unreadable},
		"dictionary":                    {dictionary, `{"records":[{"id":"Users","category":null},{"id":"Roles","includedPermissions":null}]}`, 2},
		"dictionary without an ID":      {dictionary, `{"records":[{"displayName":"Users"}]}`, unreadable},
		"profile":                       {profile, `{"permissions":[{"permission":{"id":"Users"},"effectiveRole":null,"scopes":["Unheard"]}]}`, "Users"},
		"profile without permissions":   {profile, `{}`, unreadable},
		"profile with a null":           {profile, `{"permissions":[null]}`, unreadable},
		"profile with an empty element": {profile, `{"permissions":[{}]}`, unreadable},
		"account":                       {account, `{"id":1,"serviceInfo":{"brand":{"id":1210}}}`, ringcentral.ID("1 1210")},
		"account, less of it":           {account, `{"id":1,"serviceInfo":null}`, ringcentral.ID("1 ")},
		"account without ID":            {account, `{"status":"Confirmed"}`, unreadable},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := client(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, test.response) })
			got, err := test.call(t.Context(), c)
			switch {
			case test.want == unreadable:
				wantFinding(t, err, findings.ResponseUnreadable)
			case err != nil || got != test.want:
				t.Errorf("got %#v, %v, want %#v", got, err, test.want)
			}
		})
	}
}

// TestOddTokens gives responses of the token endpoint in odd forms. A token that cannot be
// used is revoked if that is possible.
func TestOddTokens(t *testing.T) {
	t.Parallel()
	const unreadable = "an error"
	// response returns the documented response with one field changed, or left out.
	response := func(name, value string) string {
		fields := map[string]json.RawMessage{}
		for name, value := range map[string]string{"access_token": `"the-access-token"`, "token_type": `"bearer"`, "expires_in": "3600", "scope": `"SMS"`, "owner_id": `"42"`} {
			fields[name] = json.RawMessage(value)
		}
		delete(fields, name)
		if value != "" {
			fields[name] = json.RawMessage(value)
		}
		content, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	tests := map[string]struct {
		response, want string
		revoked        bool
	}{
		"an unknown field":     {response("new", `{"a":[1]}`), "42 [SMS]", false},
		"upper case":           {response("token_type", `"Bearer"`), "42 [SMS]", false},
		"seconds as text":      {response("expires_in", `"3600"`), "42 [SMS]", false},
		"a number too large":   {response("new", `1e999`), "42 [SMS]", false},
		"no scopes":            {response("scope", `""`), "42 []", false},
		"owner as a number":    {response("owner_id", `62288329016`), "62288329016 [SMS]", false},
		"owner as a rounded":   {response("owner_id", `9007199254740993`), unreadable, true},
		"owner as a fraction":  {response("owner_id", `4.2`), unreadable, true},
		"negative owner":       {response("owner_id", `-42`), unreadable, true},
		"owner in words":       {response("owner_id", `"\u001b[31m"`), unreadable, true},
		"no owner":             {response("owner_id", `null`), unreadable, true},
		"scopes as a list":     {response("scope", `["SMS"]`), unreadable, true},
		"null scopes":          {response("scope", `null`), unreadable, true},
		"hostile scopes":       {response("scope", `"SMS \u001b[31m\u202e"`), unreadable, true},
		"another kind":         {response("token_type", `"mac"`), unreadable, true},
		"valid forever":        {response("expires_in", `99999999999`), "42 [SMS]", false},
		"valid for no time":    {response("expires_in", `0`), unreadable, true},
		"valid for a moment":   {response("expires_in", `59`), unreadable, true},
		"expired":              {response("expires_in", `-3600`), unreadable, true},
		"no end":               {response("expires_in", `null`), unreadable, true},
		"an end in words":      {response("expires_in", `"soon"`), unreadable, false},
		"no token":             {response("access_token", `null`), unreadable, false},
		"an empty token":       {response("access_token", `""`), unreadable, false},
		"a number as token":    {response("access_token", `5`), unreadable, false},
		"a token of two lines": {response("access_token", `"a\r\nX-Injected: b"`), unreadable, false},
		"an endless token":     {response("access_token", `"`+strings.Repeat("a", 10_000)+`"`), unreadable, false},
		"left out: owner":      {response("owner_id", ""), unreadable, true},
		"left out: scopes":     {response("scope", ""), unreadable, true},
		"left out: kind":       {response("token_type", ""), "42 [SMS]", false},
		"left out: end":        {response("expires_in", ""), unreadable, true},
		"left out: token":      {response("access_token", ""), unreadable, false},
		"a list":               {`[]`, unreadable, false},
		"HTML":                 {`<html>`, unreadable, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var revocations atomic.Int64
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				if r.URL.Path == revokePath {
					revocations.Add(1)
					return
				}
				_, _ = io.WriteString(w, test.response)
			}))
			defer server.Close()
			platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL})
			if err != nil {
				t.Fatal(err)
			}
			grant, err := platform.Grant(t.Context(), credentials)
			if test.want == unreadable {
				wantFinding(t, err, findings.ResponseUnreadable)
			} else if err != nil || fmt.Sprintf("%s %s", grant.OwnerID, grant.Scopes) != test.want {
				t.Errorf("got %v, %v, want %s", grant, err, test.want)
			}
			if revoked := revocations.Load() == 1; revoked != test.revoked {
				t.Errorf("%d revocations", revocations.Load())
			}
		})
	}
}
