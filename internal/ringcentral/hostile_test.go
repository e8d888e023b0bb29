// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

const (
	tokenPath  = "/restapi/oauth/token"
	revokePath = "/restapi/oauth/revoke"
	keysPath   = "/restapi/oauth/jwks"
)

// unlimited is what a server says that wants to be asked without end.
func unlimited(header http.Header) {
	header.Set("X-Rate-Limit-Limit", "1000000")
	header.Set("X-Rate-Limit-Window", "60")
	header.Set("X-Rate-Limit-Remaining", "1000000")
}

// operation is a request of the provider, by the path that it asks for.
type operation struct {
	path string
	call func(context.Context, *ringcentral.Platform, *ringcentral.Client) error
}

// operations are one of each way in which the provider talks to the platform.
var operations = map[string]operation{
	"grant": {tokenPath, func(ctx context.Context, p *ringcentral.Platform, _ *ringcentral.Client) error {
		_, err := p.Grant(ctx, credentials)
		return err
	}},
	"probe": {tokenPath, func(ctx context.Context, p *ringcentral.Platform, _ *ringcentral.Client) error {
		return p.Probe(ctx, credentials.App)
	}},
	"revoke": {revokePath, func(ctx context.Context, p *ringcentral.Platform, _ *ringcentral.Client) error {
		grant, err := p.Grant(ctx, credentials)
		if err != nil {
			return err
		}
		return p.Revoke(ctx, credentials.App, grant)
	}},
	"keys": {keysPath, func(ctx context.Context, p *ringcentral.Platform, _ *ringcentral.Client) error {
		_, err := p.KeySet(ctx)
		return err
	}},
	"read": {"/restapi/v1.0/account/~", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.Account(ctx)
		return err
	}},
	"list": {"/restapi/v1.0/account/~/extension", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.ListExtensions(ctx, ringcentral.ExtensionFilter{})
		return err
	}},
	"create": {"/restapi/v1.0/account/~/user-role", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.CreateUserRole(ctx, &ringcentral.UserRoleRequest{DisplayName: "R"})
		return err
	}},
	"replace": {"/restapi/v1.0/account/~/user-role/7", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.UpdateUserRole(ctx, "7", &ringcentral.UserRoleRequest{DisplayName: "R"})
		return err
	}},
	"delete": {"/restapi/v1.0/account/~/user-role/7", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		return c.DeleteUserRole(ctx, "7", false)
	}},
}

// attack runs an operation against a server that responds as given, and everything
// else well.
func attack(t *testing.T, o operation, options ringcentral.PlatformOptions, response http.HandlerFunc) error {
	t.Helper()
	server := httptest.NewServer(besieged(o.path, response))
	defer server.Close()
	options.ServerURL = server.URL
	return run(t, o, options)
}

func besieged(path string, response http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		unlimited(w.Header())
		w.Header().Set("Content-Type", "application/json")
		switch r.URL.Path {
		case path:
			response(w, r)
		case tokenPath:
			_, _ = io.WriteString(w, token)
		}
	})
}

func run(t *testing.T, o operation, options ringcentral.PlatformOptions) error {
	t.Helper()
	platform, err := ringcentral.NewPlatform(options)
	if err != nil {
		t.Fatal(err)
	}
	return o.call(t.Context(), platform, platform.NewClient(platform.NewSession(credentials, ringcentral.SessionOptions{}), "~"))
}

// wantFinding checks what a person is told of an error: the cause, in text that does
// nothing to a terminal, is of bearable length, and holds no secret.
func wantFinding(t *testing.T, err error, want findings.Code) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want %s", want)
		return
	}
	if found := findingOf(err); found.Code != want {
		t.Errorf("found %s (%v), want %s", found.Code, err, want)
	}
	wantHarmless(t, shownOf(err)...)
}

func findingOf(err error) findings.Finding {
	return findings.API(err, findings.GrantContext{ServerURL: "https://platform.example", ConsoleURL: "https://console.example"})
}

// shownOf returns the lines that a person may see of an error.
func shownOf(err error) []string {
	found := findingOf(err)
	return append(strings.Split(found.Text(), "\n"), found.Summary, err.Error())
}

func wantHarmless(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !printable.IsClean(text) || len(text) > 3000 {
			t.Errorf("the text is not fit to be shown: %.300q", text)
		}
		for _, secret := range []string{"the-access-token", credentials.App.ClientSecret, credentials.Assertion, "hunter2", "dGhlLWNsaWVudDp0aGUtY2xpZW50LXNlY3JldA"} {
			if strings.Contains(text, secret) {
				t.Errorf("the text holds the secret %s: %.300q", secret, text)
			}
		}
	}
}

// TestRedirectsAreNotFollowed responds to every kind of request with every kind of
// redirect to another server.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	for name, o := range operations {
		for _, status := range []int{301, 302, 303, 307, 308} {
			t.Run(name+" "+http.StatusText(status), func(t *testing.T) {
				t.Parallel()
				var followed atomic.Int64
				elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
				defer elsewhere.Close()
				err := attack(t, o, ringcentral.PlatformOptions{}, func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Location", elsewhere.URL+r.URL.Path+"?token=hunter2")
					w.WriteHeader(status)
				})
				wantFinding(t, err, findings.WrongServer)
				if followed.Load() > 0 {
					t.Error("the redirect was followed")
				}
			})
		}
	}
}

// TestTheClockIsNotFollowed reads the platform's clock, which needs no credentials.
func TestTheClockIsNotFollowed(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") }))
	defer elsewhere.Close()
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusFound))
	defer server.Close()
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := platform.ServerTime(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestAddressesInResponsesAreNotFollowed lets every address in a response lead to
// another server, with and without credentials in it.
func TestAddressesInResponsesAreNotFollowed(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("an address was followed") }))
	defer elsewhere.Close()
	for name, address := range map[string]string{
		"absolute":          elsewhere.URL + "/restapi/v1.0/account/~/extension?page=2",
		"user information":  strings.Replace(elsewhere.URL, "://", "://user:password@", 1) + "/restapi/v1.0/account/~/extension",
		"without a scheme":  strings.TrimPrefix(elsewhere.URL, "http:") + "/restapi/v1.0/account/~/extension",
		"not an address":    `%%%\u0000`,
		"a path of its own": "/elsewhere",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var asked []string
			c := client(t, func(w http.ResponseWriter, r *http.Request) {
				unlimited(w.Header())
				asked = append(asked, r.URL.Path+"?page="+r.URL.Query().Get("page"))
				next := `,"navigation":{"nextPage":{"uri":"` + address + `"}}`
				if r.URL.Query().Get("page") == "2" {
					next = ""
				}
				_, _ = io.WriteString(w, `{"uri":"`+address+`","records":[{"id":`+r.URL.Query().Get("page")+`,"uri":"`+address+`","type":"User","status":"Enabled","roles":[{"id":"1","uri":"`+address+`"}]}]`+next+`}`)
			})
			users, err := c.ListExtensions(t.Context(), ringcentral.ExtensionFilter{})
			if err != nil || len(users) != 2 {
				t.Errorf("got %d users, %v", len(users), err)
			}
			if got := strings.Join(asked, " "); got != "/restapi/v1.0/account/~/extension?page=1 /restapi/v1.0/account/~/extension?page=2" {
				t.Errorf("asked for %s", got)
			}
		})
	}
}
