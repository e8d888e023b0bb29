// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

const token = `{"access_token":"the-access-token","token_type":"bearer","expires_in":3600,"scope":"ReadAccounts SMS","owner_id":"42","session_id":"s"}`

var credentials = ringcentral.GrantRequest{App: ringcentral.App{ClientID: "the-client", ClientSecret: "the-client-secret"}, Assertion: "the.jwt.itself"}

// serve starts a server that grants a token and hands every other request to handle.
func serve(t *testing.T, handle http.HandlerFunc) *ringcentral.Platform {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("RCRequestId", "request-1")
		if r.URL.Path == "/restapi/oauth/token" {
			_, _ = io.WriteString(w, token)
			return
		}
		handle(w, r)
	}))
	t.Cleanup(server.Close)
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL, UserAgent: "test/1"})
	if err != nil {
		t.Fatal(err)
	}
	return platform
}

func client(t *testing.T, handle http.HandlerFunc) *ringcentral.Client {
	t.Helper()
	platform := serve(t, handle)
	return platform.NewClient(platform.NewSession(credentials, ringcentral.SessionOptions{}), "~")
}

func TestRequests(t *testing.T) {
	t.Parallel()
	const role, user = `{"id":"7","displayName":"x","permissions":[]}`, `{"id":5,"name":"x","type":"User","status":"Enabled"}`
	text := func(s string) *string { return &s }
	tests := map[string]struct {
		call           func(context.Context, *ringcentral.Client) error
		want, response string
	}{
		"account":   {func(ctx context.Context, c *ringcentral.Client) error { _, err := c.Account(ctx); return err }, "GET /restapi/v1.0/account/~ ", `{"id":1}`},
		"extension": {func(ctx context.Context, c *ringcentral.Client) error { _, err := c.Extension(ctx, "5"); return err }, "GET /restapi/v1.0/account/~/extension/5 ", user},
		"hostile ID": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.Extension(ctx, "../x?y#z")
			return err
		}, "GET /restapi/v1.0/account/~/extension/..%2Fx%3Fy%23z ", strings.Replace(user, "5", `"../x?y#z"`, 1)},
		"extensions": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.ListExtensions(ctx, ringcentral.ExtensionFilter{Email: []string{"a@x", "b@x"}, ExtensionNumber: "1"})
			return err
		}, "GET /restapi/v1.0/account/~/extension?email=a%40x&email=b%40x&extensionNumber=1&page=1&perPage=1000 ", `{"records":[]}`},
		"new user": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.CreateExtension(ctx, &ringcentral.ExtensionCreate{Contact: ringcentral.ContactCreate{FirstName: "A", Email: "a@x"}, Status: "Enabled"})
			return err
		}, `POST /restapi/v1.0/account/~/extension {"contact":{"firstName":"A","email":"a@x"},"status":"Enabled"}`, strings.Replace(user, "{", `{"records":[],`, 1)},
		"clear text": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.UpdateExtension(ctx, "5", &ringcentral.ExtensionUpdate{Contact: &ringcentral.ContactUpdate{LastName: text("")}})
			return err
		}, `PUT /restapi/v1.0/account/~/extension/5 {"contact":{"lastName":""}}`, user},
		"delete user": {func(ctx context.Context, c *ringcentral.Client) error {
			return c.DeleteExtension(ctx, ringcentral.Extension{ID: "5", Type: "User"})
		}, `DELETE /restapi/v2/accounts/~/extensions {"keepAssetsInInventory":true,"records":[{"id":"5"}]}`, `{"records":[{"id":"5","bulkItemSuccessful":true}]}`},
		"delete other": {func(ctx context.Context, c *ringcentral.Client) error {
			return c.DeleteExtension(ctx, ringcentral.Extension{ID: "5", Type: "VirtualUser"})
		}, `DELETE /restapi/v1.0/account/~/extension/5?savePhoneLines=true&savePhoneNumbers=true `, ``},
		"role": {func(ctx context.Context, c *ringcentral.Client) error { _, err := c.UserRole(ctx, "7"); return err }, "GET /restapi/v1.0/account/~/user-role/7 ", role},
		"update role": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.UpdateUserRole(ctx, "7", &ringcentral.UserRoleRequest{DisplayName: "R", Scope: "Self", Permissions: ringcentral.PermissionIDs(nil)})
			return err
		}, `PUT /restapi/v1.0/account/~/user-role/7 {"displayName":"R","description":"","scope":"Self","permissions":[]}`, role},
		"delete role": {func(ctx context.Context, c *ringcentral.Client) error { return c.DeleteUserRole(ctx, "7", true) }, "DELETE /restapi/v1.0/account/~/user-role/7?validateOnly=true ", ""},
		"roles": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.ListUserRoles(ctx, nil)
			return err
		}, "GET /restapi/v1.0/account/~/user-role?page=1&perPage=1000 ", `{"records":[]}`},
		"assigned": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.AssignedRoles(ctx, "5")
			return err
		}, "GET /restapi/v1.0/account/~/extension/5/assigned-role ", `{"records":[]}`},
		"assign": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.SetAssignedRoles(ctx, "5", []string{"7", "8"})
			return err
		}, `PUT /restapi/v1.0/account/~/extension/5/assigned-role {"records":[{"id":"7"},{"id":"8"}]}`, `{"records":[]}`},
		"dictionary": {func(ctx context.Context, c *ringcentral.Client) error { _, err := c.Permissions(ctx); return err }, "GET /restapi/v1.0/dictionary/permission?page=1&perPage=1000 ", `{"records":[]}`},
		"check": {func(ctx context.Context, c *ringcentral.Client) error {
			_, err := c.CheckPermission(ctx, "Users", "5")
			return err
		}, "GET /restapi/v1.0/account/~/extension/~/authz-profile/check?permissionId=Users&targetExtensionId=5 ", `{"successful":true}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var sent []string
			c := client(t, func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				sent = append(sent, r.Method+" "+r.RequestURI+" "+string(body))
				if r.Header.Get("Authorization") != "Bearer the-access-token" || r.UserAgent() != "test/1" || r.Header.Get("Accept") != "application/json" {
					t.Errorf("unexpected headers %v", r.Header)
				}
				if test.response == "" {
					w.WriteHeader(http.StatusNoContent)
				}
				_, _ = io.WriteString(w, test.response)
			})
			if err := test.call(t.Context(), c); err != nil || !slices.Contains(sent, test.want) {
				t.Errorf("sent %q, want %q; %v", sent, test.want, err)
			}
		})
	}
}

func TestGrantForm(t *testing.T) {
	t.Parallel()
	var form url.Values
	var user, password string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ = r.BasicAuth()
		_ = r.ParseForm()
		form = r.PostForm
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, token)
	}))
	defer server.Close()
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	grant, err := platform.Grant(t.Context(), credentials)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {"the.jwt.itself"}}
	if form.Encode() != want.Encode() || user != "the-client" || password != "the-client-secret" {
		t.Errorf("sent %v as %s", form, user)
	}
	if fmt.Sprint(grant.Scopes) != "[ReadAccounts SMS]" || grant.OwnerID != "42" || grant.ExpiresAt.IsZero() {
		t.Errorf("got %v %v", grant.Scopes, grant.ExpiresAt)
	}
}

func TestGrantErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status     int
		body       string
		code       string
		oauthError string
		unreadable bool
	}{
		"nested code":     {400, `{"error":"invalid_client","error_description":"Invalid client: the-client-secret","errors":[{"errorCode":"OAU-153","message":"Invalid client: the-client-secret","parameterName":"client_id"}]}`, "OAU-153", "invalid_client", false},
		"no code":         {400, `{"error":"invalid_grant","error_description":"the.jwt.itself is bad"}`, "", "invalid_grant", false},
		"HTML":            {502, `<html>the.jwt.itself</html>`, "", "", false},
		"empty":           {503, ``, "", "", false},
		"success, no key": {200, `{"token_type":"bearer"}`, "", "", true},
		"success, HTML":   {200, `<html>the.jwt.itself</html>`, "", "", true},
		"another type":    {200, strings.Replace(token, `"bearer"`, `"mac"`, 1), "", "", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.Header().Set("RCRequestId", "request-1")
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.body)
			}))
			defer server.Close()
			platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL})
			if err != nil {
				t.Fatal(err)
			}
			_, err = platform.Grant(t.Context(), credentials)
			if err == nil {
				t.Fatal("no error")
			}
			for _, secret := range []string{"the.jwt.itself", "the-client-secret", "the-access-token"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error quotes a secret: %v", err)
				}
			}
			var decodeError *ringcentral.DecodeError
			if errors.As(err, &decodeError) != test.unreadable {
				t.Fatalf("got %T %v", err, err)
			}
			var refused *ringcentral.Error
			if !test.unreadable && (!errors.As(err, &refused) || refused.StatusCode != test.status || refused.Code != test.code || refused.OAuthError != test.oauthError || refused.RequestID != "request-1") {
				t.Errorf("got %+v", refused)
			}
		})
	}
}

func TestProbe(t *testing.T) {
	t.Parallel()
	for code, accepted := range map[string]bool{
		"OAU-331": true, "OAU-345": true, "OAU-347": true, "OAU-147": true, "": true,
		"OAU-251": false, "OAU-153": false, "OAU-146": false, "OAU-127": false, "CMN-301": false,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			fmt.Fprintf(w, `{"error":"invalid_request","errors":[{"errorCode":%q,"message":"x"}]}`, code)
		}))
		platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		if err := platform.Probe(t.Context(), credentials.App); (err == nil) != accepted {
			t.Errorf("%s: %v", code, err)
		}
		server.Close()
	}
}

func TestUnauthorizedIsRepeatedOnceWithANewGrant(t *testing.T) {
	t.Parallel()
	for failures, succeeds := range map[int64]bool{1: true, 2: false} {
		var attempts atomic.Int64
		c := client(t, func(w http.ResponseWriter, _ *http.Request) {
			if attempts.Add(1) <= failures {
				w.WriteHeader(401)
				_, _ = io.WriteString(w, `{"errorCode":"TokenInvalid","errors":[{"errorCode":"OAU-149","message":"x"}]}`)
				return
			}
			_, _ = io.WriteString(w, `{"id":1}`)
		})
		if _, err := c.Account(t.Context()); (err == nil) != succeeds || attempts.Load() != 2 {
			t.Errorf("%d failures: %v after %d attempts", failures, err, attempts.Load())
		}
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		pages   []string
		want    int
		invalid bool
	}{
		"totals":           {[]string{`{"records":[{"id":1},{"id":2}],"paging":{"totalPages":2}}`, `{"records":[{"id":3}],"paging":{"totalPages":2}}`}, 3, false},
		"navigation only":  {[]string{`{"records":[{"id":1}],"navigation":{"nextPage":{"uri":"https://evil.example/steal"}}}`, `{"records":[{"id":2}],"navigation":{}}`}, 2, false},
		"shrinking list":   {[]string{`{"records":[{"id":1}],"paging":{"totalPages":3}}`, `{"records":[],"paging":{"totalPages":1}}`}, 1, false},
		"one page":         {[]string{`{"records":[{"id":1}]}`}, 1, false},
		"no records":       {[]string{`{"paging":{"totalPages":1}}`}, 0, true},
		"not JSON":         {[]string{`<html>`}, 0, true},
		"records no array": {[]string{`{"records":{}}`}, 0, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			served := 0
			c := client(t, func(w http.ResponseWriter, r *http.Request) {
				if want := fmt.Sprint(served + 1); r.URL.Query().Get("page") != want {
					t.Errorf("asked for page %s, want %s", r.URL.Query().Get("page"), want)
				}
				_, _ = io.WriteString(w, test.pages[served])
				served++
			})
			found, err := c.ListExtensions(t.Context(), ringcentral.ExtensionFilter{})
			var unreadable *ringcentral.DecodeError
			if len(found) != test.want || errors.As(err, &unreadable) != test.invalid || served != len(test.pages) {
				t.Errorf("%d records from %d pages, %v", len(found), served, err)
			}
		})
	}
}

func TestResponsesWithoutAnID(t *testing.T) {
	t.Parallel()
	c := client(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{}`) })
	var unreadable *ringcentral.DecodeError
	if _, err := c.UserRole(t.Context(), "1"); !errors.As(err, &unreadable) {
		t.Errorf("got %v", err)
	}
}

func TestBulkDeleteReportsTheItem(t *testing.T) {
	t.Parallel()
	c := client(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"records":[{"id":"5","bulkItemSuccessful":false,"bulkItemErrors":[{"errorCode":"CMN-102","message":"not found"}]}]}`)
	})
	err := c.DeleteExtension(t.Context(), ringcentral.Extension{ID: "5", Type: "User"})
	var refused *ringcentral.Error
	if !errors.As(err, &refused) || refused.Code != "CMN-102" || !ringcentral.IsNotFound(err, "extensionId") {
		t.Errorf("got %v", err)
	}
}

func TestDictionaryIsReadOnce(t *testing.T) {
	t.Parallel()
	var requests atomic.Int64
	c := client(t, func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		_, _ = io.WriteString(w, `{"records":[{"id":"Users","assignable":true}]}`)
	})
	for range 3 {
		if permissions, err := c.Permissions(t.Context()); err != nil || len(permissions) != 1 {
			t.Errorf("got %v, %v", permissions, err)
		}
	}
	if requests.Load() != 1 {
		t.Errorf("%d requests", requests.Load())
	}
}
