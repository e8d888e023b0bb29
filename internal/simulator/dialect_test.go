// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

// speaking starts a platform with a dialect, and compares its traffic with the OpenAPI
// document if that is at hand. Only the dialect's exceptions may differ.
func speaking(t *testing.T, dialect simulator.Dialect, now func() time.Time) platform {
	t.Helper()
	s := simulator.New(simulator.Options{Limits: unlimited, Dialect: dialect, Now: now})
	var handler http.Handler = s
	if path, err := conformance.Locate(); err != nil {
		t.Fatal(err)
	} else if path != "" {
		document, err := conformance.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		handler = document.Middleware(s, func(v conformance.Violation) {
			if v.Where == "response" && !dialect.Excuses(v.OperationID, v.Problem) {
				t.Errorf("the dialect has no exception for the %s", v)
			}
		})
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	s.SetBaseURL(server.URL)
	return platform{Server: &simulator.Server{Simulator: s, URL: server.URL}, t: t}
}

func startDialect(t *testing.T, name string) platform {
	t.Helper()
	return speaking(t, simulator.MustDialect(name), nil)
}

func TestDialects(t *testing.T) {
	t.Parallel()
	names := simulator.DialectNames()
	for _, name := range []string{"documented", "sparse", "sites", "sso", "lagging", "other-codes", "narrow-admin", "legacy"} {
		if !slices.Contains(names, name) {
			t.Errorf("there is no dialect %s", name)
		}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dialect, err := simulator.LoadDialect(name)
			if err != nil || dialect.Name != name {
				t.Fatalf("got %s, %v", dialect.Name, err)
			}
			written, err := json.Marshal(dialect)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "dialect.json")
			if err := os.WriteFile(path, written, 0o600); err != nil {
				t.Fatal(err)
			}
			read, err := simulator.LoadDialect(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(dialect, read); diff != "" {
				t.Errorf("a file does not hold the dialect: %s", diff)
			}
			// Whoever administers the account can look around in every dialect.
			p := speaking(t, dialect, nil)
			token := p.administratorToken()
			for _, path := range []string{extensionsPath, extensionsPath + "/~", rolesPath, "/restapi/v1.0/account/~", "/restapi/v1.0/account/~/sites", "/restapi/v1.0/account/~/assigned-role"} {
				p.send("GET", path, token, "").wantStatus(t, http.StatusOK)
			}
		})
	}
}

func TestDialectFilesAreChecked(t *testing.T) {
	t.Parallel()
	const known = `"name":"a","summary":"b","evidence":[{"mark":"O","source":"c","shows":"d"}]`
	for name, test := range map[string]struct{ content, message string }{
		"no evidence":           {`{"name":"a","summary":"b"}`, "needs a name, a summary and evidence"},
		"unknown mark":          {`{"name":"a","summary":"b","evidence":[{"mark":"X","source":"c","shows":"d"}]}`, "needs a mark"},
		"unknown member":        {`{` + known + `,"quirks":[]}`, "unknown field"},
		"two values":            {`{` + known + `}{}`, "more than one"},
		"unknown operation":     {`{` + known + `,"responses":[{"operations":["readUser"],"omit":["id"]}]}`, `no operation "readUser"`},
		"no operation":          {`{` + known + `,"responses":[{"omit":["id"]}]}`, "names no operation"},
		"a rule without effect": {`{` + known + `,"requests":[{"operations":["createExtension"]}]}`, "does nothing"},
		"an incomplete error":   {`{` + known + `,"requests":[{"operations":["createExtension"],"refuse":{"status":400}}]}`, "needs a status"},
		"an error that stays":   {`{` + known + `,"errors":[{"operations":["getToken"],"code":"OAU-331"}]}`, "does nothing"},
		"unknown view":          {`{` + known + `,"delays":[{"object":"extension","view":"search","seconds":1}]}`, "is unknown"},
		"no time":               {`{` + known + `,"delays":[{"object":"role","view":"list"}]}`, "is unknown, or no time"},
		"malformed pattern":     {`{` + known + `,"exceptions":[{"operations":["readExtension"],"problem":"["}]}`, "is no pattern"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "dialect.json")
			if err := os.WriteFile(path, []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := simulator.LoadDialect(path); err == nil || !strings.Contains(err.Error(), test.message) {
				t.Errorf("got %v, want %q", err, test.message)
			}
		})
	}
	if _, err := simulator.LoadDialect("klingon"); err == nil || !strings.Contains(err.Error(), "narrow-admin") {
		t.Errorf("got %v, want the names of the dialects", err)
	}
}

func TestSparseDialect(t *testing.T) {
	t.Parallel()
	p := startDialect(t, "sparse")
	token := p.administratorToken()
	created := p.send("POST", extensionsPath, token, `{`+newContact+`,"status":"Enabled"}`).wantStatus(t, http.StatusOK)
	if created.text(t, "status") != "NotActivated" || created.value(t, "contact", "emailAsLoginName") != true || created.value(t, "hidden") != false {
		t.Errorf("created %s", created.body)
	}
	listed := p.send("GET", extensionsPath+"?email=orders@example.com", token, "").wantStatus(t, http.StatusOK)
	read := p.send("GET", extensionsPath+"/"+created.text(t, "id"), token, "").wantStatus(t, http.StatusOK)
	for _, absent := range []struct {
		got  received
		path []any
	}{
		{created, []any{"roles"}}, {created, []any{"site"}}, {created, []any{"costCenter"}},
		{listed, []any{"records", 0, "roles"}}, {listed, []any{"records", 0, "site"}}, {listed, []any{"records", 0, "creationTime"}},
		{read, []any{"hidden"}},
	} {
		if absent.got.value(t, absent.path...) != nil {
			t.Errorf("%v is in %s", absent.path, absent.got.body)
		}
	}
	if read.length(t, "roles") != 1 || listed.value(t, "records", 0, "hidden") != false {
		t.Errorf("other views lack it, too: %s %s", read.body, listed.body)
	}
	if explicit := p.send("POST", extensionsPath, token, `{"contact":{"firstName":"A","email":"a@example.com","emailAsLoginName":false}}`); explicit.value(t, "contact", "emailAsLoginName") != false {
		t.Errorf("a default replaced what was sent: %s", explicit.body)
	}
}

func TestSitesDialect(t *testing.T) {
	t.Parallel()
	p := startDialect(t, "sites")
	token := p.administratorToken()
	if sites := p.send("GET", "/restapi/v1.0/account/~/sites", token, ""); sites.length(t, "records") != 3 || sites.text(t, "records", 0, "id") != "main-site" {
		t.Fatalf("got %s", sites.body)
	}
	created := p.send("POST", extensionsPath, token, `{`+newContact+`,"site":{"id":"main-site"}}`).wantStatus(t, http.StatusOK)
	path := extensionsPath + "/" + created.text(t, "id")
	listed := p.send("GET", extensionsPath+"?email=orders@example.com", token, "")
	for _, site := range []any{
		created.value(t, "site"), p.send("GET", path, token, "").value(t, "site"), p.send("PUT", path, token, `{}`).value(t, "site"), listed.value(t, "records", 0, "site"),
	} {
		if diff := cmp.Diff(map[string]any{"name": "Main Site", "code": "11"}, site); diff != "" {
			t.Error(diff)
		}
	}
	if created.text(t, "extensionNumber") != "11101" {
		t.Errorf("the number does not begin with the site's code: %s", created.body)
	}
	branch := p.send("PUT", path, token, `{"site":{"id":"62264418008"}}`)
	if branch.text(t, "site", "id") != "62264418008" {
		t.Errorf("another site has lost its ID: %s", branch.body)
	}
}

func TestSSODialect(t *testing.T) {
	t.Parallel()
	p := startDialect(t, "sso")
	token, id := p.administratorToken(), addUser(p)
	path := extensionsPath + "/" + id
	for _, body := range []string{`{"password":"Horse-123-x9"}`, `{"password":"Horse-123-x9","status":"Enabled"}`} {
		refused := p.send("PUT", path, token, body)
		refused.wantError(t, http.StatusBadRequest, "EXT-413", "")
		if refused.text(t, "errorCode") != "EXT-413" {
			t.Errorf("the code is not at both levels: %s", refused.body)
		}
	}
	p.send("POST", extensionsPath, token, `{`+newContact+`,"password":"Horse-123-x9"}`).wantError(t, http.StatusBadRequest, "EXT-413", "")
	p.send("POST", extensionsPath, token, `{`+newContact+`,"status":"Enabled"}`).wantError(t, http.StatusBadRequest, "CMN-101", "password")
	p.send("PUT", path, token, `{"status":"Enabled"}`).wantError(t, http.StatusBadRequest, "CMN-101", "password")
	p.send("POST", extensionsPath, token, `{`+newContact+`,"status":"NotActivated"}`).wantStatus(t, http.StatusOK)
	p.send("PUT", extensionsPath+"/~", token, `{"status":"Enabled"}`).wantStatus(t, http.StatusOK)
}

// TestLaggingInVirtualTime waits in a synctest bubble, with the platform's own clock.
func TestLaggingInVirtualTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := simulator.New(simulator.Options{Dialect: simulator.MustDialect("lagging")})
		p := platform{Server: &simulator.Server{Simulator: s}, t: t}
		send := func(method, path, token, body string) received {
			request, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1"+path, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("Authorization", "Bearer "+token)
			a := p.Administrator()
			if token == "" {
				request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				request.SetBasicAuth(a.ClientID, a.ClientSecret)
			}
			response, err := simulator.Transport(s).RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			content, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			return received{response.StatusCode, response.Header, content}
		}
		form := url.Values{"grant_type": {jwtGrant}, "assertion": {p.Administrator().JWT}}
		token := send("POST", tokenPath, "", form.Encode()).wantStatus(t, http.StatusOK).text(t, "access_token")
		path := extensionsPath + "/" + send("POST", extensionsPath, token, `{`+newContact+`}`).wantStatus(t, http.StatusOK).text(t, "id")
		created := time.Now()
		for send("GET", path, token, "").status == http.StatusNotFound {
			time.Sleep(time.Second) // in a synctest bubble
		}
		if took := time.Since(created); took != 10*time.Second {
			t.Errorf("the user is visible after %s", took)
		}
	})
}

func TestLaggingDialect(t *testing.T) {
	t.Parallel()
	clock := newClock()
	p := speaking(t, simulator.MustDialect("lagging"), clock.Now)
	token := p.administratorToken()
	user := p.send("POST", extensionsPath, token, `{`+newContact+`}`).wantStatus(t, http.StatusOK).text(t, "id")
	role := p.send("POST", rolesPath, token, `{"displayName":"Orders","permissions":[{"id":"BusinessSms"}]}`).wantStatus(t, http.StatusCreated).text(t, "id")
	p.send("POST", extensionsPath, token, `{`+newContact+`}`).wantError(t, http.StatusConflict, "EXT-226", "contact.email")

	userPath, rolePath := extensionsPath+"/"+user, rolesPath+"/"+role
	listed := func(path, id string) bool {
		return strings.Contains(string(p.send("GET", path, token, "").wantStatus(t, http.StatusOK).body), `"`+id+`"`) ||
			strings.Contains(string(p.send("GET", path, token, "").body), `"id":`+id)
	}
	assign := func(to, id string) int {
		return p.send("PUT", extensionsPath+"/"+to+"/assigned-role", token, `{"records":[{"id":"`+id+`"}]}`).status
	}
	old := addUser(p)
	for _, at := range []struct {
		second                       int
		assignable, direct, isListed bool
	}{{0, false, false, false}, {4, false, false, false}, {5, true, false, false}, {9, true, false, false}, {10, true, true, false}, {29, true, true, false}, {30, true, true, true}} {
		clock.Advance(newClock().Now().Add(time.Duration(at.second) * time.Second).Sub(clock.Now()))
		want := map[bool]int{true: http.StatusOK, false: http.StatusNotFound}
		if got := assign(user, "4"); got != want[at.assignable] {
			t.Errorf("after %d s a role is assigned to the new user with status %d", at.second, got)
		}
		if got := assign(old, role); got != want[at.assignable] {
			t.Errorf("after %d s the new role is assigned with status %d", at.second, got)
		}
		for _, path := range []string{userPath, rolePath} {
			if got := p.send("GET", path, token, "").status; got != want[at.direct] {
				t.Errorf("after %d s %s is read with status %d", at.second, path, got)
			}
		}
		for path, id := range map[string]string{extensionsPath: user, rolesPath: role, "/restapi/v1.0/account/~/assigned-role": user} {
			if got := listed(path, id); got != at.isListed {
				t.Errorf("after %d s %s has %s: %t", at.second, path, id, got)
			}
		}
	}

	p.send("DELETE", extensionsPath+"/"+old, token, "").wantStatus(t, http.StatusNoContent)
	p.send("DELETE", rolePath, token, "").wantError(t, http.StatusBadRequest, "CMN-101", "roleId")
	clock.Advance(5 * time.Second)
	p.send("DELETE", rolePath, token, "").wantStatus(t, http.StatusNoContent)
}

func TestOtherCodesDialect(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil             func(*situation)
		status            int
		oauthError, codes string
	}{
		"malformed": {func(s *situation) { s.jwt = "pending" }, 400, "invalid_grant", "OAU-109"},
		"deleted":   {func(s *situation) { s.must(s.DeleteCredential(s.credential.TokenID)) }, 400, "invalid_grant", "OAU-147"},
		"user not active": {func(s *situation) {
			s.must(s.EditExtension(s.userID, func(e *simulator.Extension) { e.Status = "NotActivated" }))
		}, 400, "invalid_grant", "OAU-140"},
		"user disabled": {func(s *situation) {
			s.must(s.EditExtension(s.userID, func(e *simulator.Extension) { e.Status = "Disabled" }))
		}, 400, "invalid_grant", "OAU-168"},
		"user gone":        {func(s *situation) { s.must(s.RemoveExtension(s.userID)) }, 400, "invalid_grant", "OAU-119"},
		"wrong secret":     {func(s *situation) { s.app.ClientSecret = "wrong" }, 401, "invalid_client", ""},
		"unknown client":   {func(s *situation) { s.app.ClientID = "unknown" }, 400, "invalid_client", ""},
		"other flow":       {func(s *situation) { s.edit(func(a *simulator.App) { a.JWTFlow = false }) }, 400, "unauthorized_client", ""},
		"app not admitted": {func(s *situation) { s.app = s.register(simulator.AppRegistration{JWTFlow: true}) }, 400, "invalid_request", "OAU-473"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &situation{platform: startDialect(t, "other-codes")}
			s.app = s.register(simulator.AppRegistration{Scopes: []string{"SMS"}, JWTFlow: true})
			s.userID = s.user("Self", "DevPortalAccess", "ThirdPartyAppAccess")
			s.credential, s.jwt = s.platform.credential(s.userID, s.app.ClientID)
			s.grant(s.app, s.jwt).wantStatus(t, http.StatusOK)
			test.spoil(s)
			got := s.grant(s.app, s.jwt)
			code := ""
			if got.length(t, "errors") > 0 {
				code = got.text(t, "errors", 0, "errorCode")
			}
			if got.status != test.status || got.text(t, "error") != test.oauthError || code != test.codes {
				t.Errorf("got %d %s, want %d %s %s", got.status, got.body, test.status, test.oauthError, test.codes)
			}
		})
	}
}

func TestNarrowAdminDialect(t *testing.T) {
	t.Parallel()
	p := startDialect(t, "narrow-admin")
	a := p.Administrator()
	app := simulator.App{ClientID: a.ClientID, ClientSecret: a.ClientSecret}
	granted := p.grant(app, a.JWT).wantStatus(t, http.StatusOK)
	if scopes := strings.Fields(granted.text(t, "scope")); slices.Contains(scopes, "RoleManagement") || !slices.Contains(scopes, "EditAccounts") {
		t.Errorf("the scopes are %v", scopes)
	}
	p.post(tokenPath, a.ClientID, a.ClientSecret, url.Values{"grant_type": {jwtGrant}, "assertion": {a.JWT}, "scope": {"RoleManagement"}}).wantStatus(t, http.StatusBadRequest)
	token := granted.text(t, "access_token")
	user := p.send("POST", extensionsPath, token, `{`+newContact+`}`).wantStatus(t, http.StatusOK).text(t, "id")
	roles := extensionsPath + "/" + user + "/assigned-role"
	p.send("PUT", roles, token, `{"records":[{"id":"4"}]}`).wantError(t, http.StatusForbidden, "CMN-401", "")

	p.GrantScopes("RoleManagement")
	refused := p.send("PUT", roles, p.administratorToken(), `{"records":[{"id":"4"}]}`)
	refused.wantError(t, http.StatusForbidden, "CMN-419", "")
	if refused.text(t, "permissionsName") != "EditAssignedRoles" || refused.value(t, "permissionName") != nil {
		t.Errorf("got %s", refused.body)
	}
}

func TestLegacyDialect(t *testing.T) {
	t.Parallel()
	p := startDialect(t, "legacy")
	token := p.administratorToken()
	primary := p.send("GET", extensionsPath+"?extensionNumber=0", token, "").wantStatus(t, http.StatusOK)
	if title := primary.text(t, "records", 0, "contact", "jobTitle"); len(title) != 200 {
		t.Errorf("the job title has %d characters", len(title))
	}
	if roles, isList := primary.value(t, "records", 0, "roles").([]any); !isList || len(roles) != 0 {
		t.Errorf("the list of roles is not empty: %s", primary.body)
	}
	if queue := p.send("GET", extensionsPath+"?extensionNumber=3", token, ""); queue.text(t, "records", 0, "type") != "Department" {
		t.Errorf("got %s", queue.body)
	}
	path := extensionsPath + "/" + primary.text(t, "records", 0, "id")
	p.send("GET", path, token, "").wantStatus(t, http.StatusOK)
	p.send("PUT", path, token, `{"extensionNumber":"0","contact":{"firstName":"First"}}`).wantStatus(t, http.StatusOK)
	p.send("POST", extensionsPath, token, `{`+newContact+`,"extensionNumber":"00"}`).wantError(t, http.StatusBadRequest, "EXT-215", "extensionNumber")
	if created := p.send("POST", extensionsPath, token, `{`+newContact+`}`).wantStatus(t, http.StatusOK); created.value(t, "roles") == nil || created.length(t, "roles") != 0 {
		t.Errorf("a new user has roles: %s", created.body)
	}
}

func TestActivatesLaterDialect(t *testing.T) {
	t.Parallel()
	p := startDialect(t, "activates-later")
	token := p.administratorToken()
	created := p.send("POST", extensionsPath, token, `{`+newContact+`,"status":"Enabled"}`).wantStatus(t, http.StatusOK)
	if created.text(t, "status") != "NotActivated" {
		t.Errorf("created %s", created.body)
	}
	if updated := p.send("PUT", extensionsPath+"/"+created.text(t, "id"), token, `{"status":"Enabled"}`); updated.text(t, "status") != "Enabled" {
		t.Errorf("updated %s", updated.body)
	}
}

func TestSeatsDialect(t *testing.T) {
	t.Parallel()
	p := startDialect(t, "seats")
	token := p.administratorToken()
	seat := extensionsPath + "/" + p.AddExtension(simulator.Extension{Status: "Unassigned", Hidden: true})
	if got := p.send("PUT", seat, token, `{`+newContact+`}`).wantStatus(t, http.StatusOK); got.text(t, "status") != "Unassigned" || got.text(t, "extensionNumber") != "" {
		t.Errorf("the contact alone took the seat: %s", got.body)
	}
	if got := p.send("PUT", seat, token, `{`+newContact+`,"status":"Enabled","password":"Horse-123-x9"}`); got.text(t, "status") != "Enabled" || got.text(t, "extensionNumber") == "" {
		t.Errorf("the seat was not taken: %s", got.body)
	}
}
