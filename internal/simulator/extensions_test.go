// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

func TestExtensionLifeCycle(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()

	created := p.send("POST", extensionsPath, token, `{"contact":{"firstName":"Orders","lastName":"Notifier","email":"orders@example.com"},"ivrPin":"135790"}`).
		wantStatus(t, http.StatusOK)
	id := created.text(t, "id")
	for path, want := range map[string]string{
		"status": "NotActivated", "type": "User", "name": "Orders Notifier", "extensionNumber": "103", "setupWizardState": "NotStarted",
		"uri": p.URL + "/restapi/v1.0/account/" + p.AccountID() + "/extension/" + id,
	} {
		if got := created.text(t, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if created.text(t, "roles", 0, "displayName") != "Standard (International)" || created.value(t, "roles", 0, "autoAssigned") != true {
		t.Errorf("a new user has the default role: %s", created.body)
	}
	for _, secret := range []string{"password", "ivrPin"} {
		if created.value(t, secret) != nil {
			t.Errorf("%s is returned", secret)
		}
	}
	if created.value(t, "serviceFeatures") != nil || created.value(t, "site") != nil {
		t.Errorf("service features of another user, or a site without multi-site: %s", created.body)
	}

	path := extensionsPath + "/" + id
	updated := p.send("PUT", path, token, `{"status":"Enabled","contact":{"jobTitle":"Robot"}}`).wantStatus(t, http.StatusOK)
	if updated.text(t, "contact", "firstName") != "Orders" || updated.text(t, "contact", "jobTitle") != "Robot" || updated.text(t, "status") != "Enabled" {
		t.Errorf("an update must keep what is absent: %s", updated.body)
	}
	if read := p.send("GET", path, token, ""); string(read.body) != string(updated.body) {
		t.Errorf("read %s after update %s", read.body, updated.body)
	}
	p.send("DELETE", path+"?savePhoneLines=yes", token, "").wantError(t, http.StatusBadRequest, "CMN-101", "savePhoneLines")
	p.send("DELETE", path+"?savePhoneLines=true", token, "").wantStatus(t, http.StatusNoContent)
	p.send("GET", path, token, "").wantError(t, http.StatusNotFound, "CMN-102", "extensionId")
	p.send("DELETE", path, token, "").wantError(t, http.StatusNotFound, "CMN-102", "extensionId")
}

func TestOwnExtension(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	own := p.send("GET", extensionsPath+"/~", token, "").wantStatus(t, http.StatusOK)
	if own.text(t, "id") != p.Administrator().ExtensionID || own.text(t, "serviceFeatures", 0, "featureName") != "DeveloperPortal" {
		t.Errorf("got %s", own.body)
	}
	for _, id := range []string{"~", p.AccountID()} {
		p.send("DELETE", extensionsPath+"/"+id, token, "").wantError(t, http.StatusBadRequest, "CMN-101", "extensionId")
	}
	p.send("PUT", extensionsPath+"/~", token, `{"status":"Disabled"}`).wantError(t, http.StatusBadRequest, "CMN-101", "status")
}

func TestExtensionRequestsAreChecked(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	p.AddExtension(simulator.Extension{ExtensionNumber: "777", Contact: simulator.Contact{FirstName: "Taken", Email: "taken@example.com"}})
	user := p.AddExtension(simulator.Extension{Contact: simulator.Contact{FirstName: "Orders", Email: "orders@example.com"}})
	const contact = `"contact":{"firstName":"A","email":"a@example.com"}`
	long := strings.Repeat("x", 65)

	tests := []struct {
		method, body  string
		status        int
		code          string
		parameterName string
	}{
		{"POST", `{`, 400, "CMN-103", ""},
		{"POST", `[]`, 400, "CMN-103", ""},
		{"POST", `{` + contact + `} x`, 400, "CMN-103", ""},
		{"POST", `{}`, 400, "CMN-101", "contact"},
		{"POST", `{"contact":{"firstName":"A"}}`, 400, "CMN-101", "contact.email"},
		{"POST", `{"contact":{"email":"a@example.com"}}`, 400, "CMN-101", "contact.firstName"},
		{"POST", `{"contact":{"firstName":"","email":"a@example.com"}}`, 400, "CMN-101", "contact.firstName"},
		{"POST", `{"contact":{"firstName":"A","email":"no address"}}`, 400, "CMN-101", "contact.email"},
		{"POST", `{"contact":{"firstName":"` + long + `","email":"a@example.com"}}`, 400, "CMN-101", "contact.firstName"},
		{"POST", `{"contact":{"firstName":"A","email":"a@example.com","nickname":"x"}}`, 400, "CMN-101", "contact.nickname"},
		{"POST", `{"contact":{"firstName":"A","email":"TAKEN@example.com"}}`, 409, "EXT-226", "contact.email"},
		{"POST", `{` + contact + `,"roles":[{"id":"1"}]}`, 400, "CMN-101", "roles"},
		{"POST", `{` + contact + `,"subType":"VideoPro"}`, 400, "CMN-101", "subType"},
		{"POST", `{` + contact + `,"extensionNumber":"777"}`, 400, "EXT-218", "extensionNumber"},
		{"POST", `{` + contact + `,"extensionNumber":"12"}`, 400, "EXT-219", "extensionNumber"},
		{"POST", `{` + contact + `,"extensionNumber":555}`, 400, "CMN-101", "extensionNumber"},
		{"POST", `{` + contact + `,"status":"Active"}`, 400, "CMN-101", "status"},
		{"POST", `{` + contact + `,"type":"Bot"}`, 400, "CMN-101", "type"},
		{"POST", `{` + contact + `,"type":"Department","hidden":true}`, 400, "CMN-101", "hidden"},
		{"POST", `{` + contact + `,"hidden":null}`, 400, "CMN-101", "hidden"},
		{"POST", `{` + contact + `,"statusInfo":{"comment":"x"}}`, 400, "CMN-101", "statusInfo"},
		{"POST", `{` + contact + `,"costCenter":{"id":"1"}}`, 400, "CMN-102", "costCenter.id"},
		{"POST", `{` + contact + `,"site":{"id":"1"}}`, 400, "CMN-102", "site.id"},
		{"PUT", `{"hidden":true}`, 400, "CMN-101", "hidden"},
		{"PUT", `{"costCenter":{"id":"401126"}}`, 400, "CMN-101", "costCenter"},
		{"PUT", `{"status":"Unassigned"}`, 400, "CMN-101", "status"},
		{"PUT", `{"extensionNumber":"777"}`, 400, "EXT-218", "extensionNumber"},
		{"PUT", `{"contact":{"email":"taken@example.com"}}`, 409, "EXT-226", "contact.email"},
		{"PUT", `{"type":"Department"}`, 400, "EXT-224", "type"},
		{"PUT", `{"status":"Enabled","transition":{"sendWelcomeEmail":true}}`, 400, "CMN-101", "transition"},
	}
	before := len(p.Extensions())
	for _, test := range tests {
		t.Run(test.method+" "+test.body, func(t *testing.T) {
			path := extensionsPath
			if test.method == "PUT" {
				path += "/" + user
			}
			p.send(test.method, path, token, test.body).wantError(t, test.status, test.code, test.parameterName)
		})
	}
	if len(p.Extensions()) != before {
		t.Error("a refused request created an extension")
	}
}

// TestWelcomeEmail sends one only when a seat gets its user.
func TestWelcomeEmail(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from, change string
		want         int
	}{
		"a seat is assigned":                   {"Unassigned", `{"status":"NotActivated",%s,"transition":{"sendWelcomeEmail":true}}`, 1},
		"a seat is assigned, and disabled":     {"Unassigned", `{"status":"Disabled",%s,"transition":{"sendWelcomeEmail":true}}`, 1},
		"a seat is assigned without a word":    {"Unassigned", `{"status":"NotActivated",%s}`, 1},
		"a seat is assigned without e-mail":    {"Unassigned", `{"status":"NotActivated",%s,"transition":{"sendWelcomeEmail":false}}`, 0},
		"a seat is assigned and active":        {"Unassigned", `{"status":"Enabled",%s}`, 0},
		"a user is not activated yet":          {"NotActivated", `{%s,"transition":{"sendWelcomeEmail":true}}`, 0},
		"a user is not activated any more":     {"Enabled", `{"status":"NotActivated",%s,"transition":{"sendWelcomeEmail":true}}`, 0},
		"a user, when an account is confirmed": {"NotActivated", `{%s,"transition":{"sendWelcomeEmailsToUsers":true}}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, simulator.Options{})
			id := p.AddExtension(simulator.Extension{Status: test.from})
			p.send("PUT", extensionsPath+"/"+id, p.administratorToken(), fmt.Sprintf(test.change, `"contact":{"firstName":"Orders","email":"orders@example.com"}`)).wantStatus(t, http.StatusOK)
			if e, _ := p.Extension(id); e.WelcomeEmails != test.want {
				t.Errorf("%d welcome e-mails were sent, want %d", e.WelcomeEmails, test.want)
			}
		})
	}
}

func TestExtensionList(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	for i := range 5 {
		p.AddExtension(simulator.Extension{
			Status:  []string{"Enabled", "Disabled"}[i%2],
			Contact: simulator.Contact{FirstName: "User", Email: fmt.Sprintf("user%d@example.com", i)},
		})
	}
	p.AddExtension(simulator.Extension{Status: "Unassigned", Hidden: true})
	p.AddExtension(simulator.Extension{Type: "Department", Status: "Enabled"})

	for query, want := range map[string]int{
		"":                        9,
		"status=Disabled":         2,
		"status=Enabled":          6,
		"type=Department":         1,
		"type=User&type=Bot":      8,
		"extensionNumber=102":     1,
		"email=USER3@example.com": 1,
		"email=user1@example.com&email=user2@example.com":              2,
		"email=user1@example.com,user2@example.com":                    0,
		"status=Enabled&status=Disabled&type=User&email=x@example.com": 0,
		"status=Unassigned": 1,
	} {
		if got := p.send("GET", extensionsPath+"?"+query, token, "").wantStatus(t, http.StatusOK).length(t, "records"); got != want {
			t.Errorf("%q selects %d extensions, want %d", query, got, want)
		}
	}
	for _, query := range []string{"perPage=0", "perPage=1001", "page=0", "page=x", "status=Active", "status=Enabled,Disabled"} {
		name, _, _ := strings.Cut(query, "=")
		p.send("GET", extensionsPath+"?"+query, token, "").wantError(t, http.StatusBadRequest, "CMN-101", name)
	}

	record := p.send("GET", extensionsPath+"?extensionNumber=102", token, "")
	for _, absent := range []string{"account", "customFields", "regionalSettings", "setupWizardState", "serviceFeatures"} {
		if record.value(t, "records", 0, absent) != nil {
			t.Errorf("a list record has %s", absent)
		}
	}
	if record.text(t, "records", 0, "roles", 0, "id") != "1" {
		t.Errorf("a list record has no roles: %s", record.body)
	}
}

func TestExtensionListPaging(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	for range 5 {
		p.AddExtension(simulator.Extension{Status: "Enabled", Contact: simulator.Contact{FirstName: "User"}})
	}
	seen := map[string]bool{}
	next := p.URL + extensionsPath + "?type=User&perPage=3"
	pages := 0
	for next != "" {
		got := p.send("GET", strings.TrimPrefix(next, p.URL), token, "").wantStatus(t, http.StatusOK)
		pages++
		for i := range got.length(t, "records") {
			seen[got.text(t, "records", i, "id")] = true
		}
		if got.text(t, "paging", "totalPages") != "3" || got.text(t, "paging", "totalElements") != "7" || got.text(t, "paging", "page") != fmt.Sprint(pages) {
			t.Errorf("unexpected paging: %s", got.body)
		}
		if (got.value(t, "navigation", "previousPage") == nil) != (pages == 1) {
			t.Errorf("unexpected previousPage on page %d", pages)
		}
		next = got.text(t, "navigation", "nextPage", "uri")
	}
	if pages != 3 || len(seen) != 7 {
		t.Errorf("read %d extensions on %d pages, want 7 on 3", len(seen), pages)
	}
	beyond := p.send("GET", extensionsPath+"?page=9", token, "").wantStatus(t, http.StatusOK)
	if beyond.length(t, "records") != 0 || beyond.value(t, "paging", "pageStart") != nil {
		t.Errorf("a page beyond the end has records: %s", beyond.body)
	}
}

func TestBulkDeletion(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	user := p.AddExtension(simulator.Extension{})
	department := p.AddExtension(simulator.Extension{Type: "Department"})
	path := "/restapi/v2/accounts/~/extensions"
	body := fmt.Sprintf(`{"keepAssetsInInventory":true,"records":[{"id":%q},{"id":%q},{"id":"1"},{"id":%q},{"id":%q}]}`,
		user, department, p.AccountID(), p.Administrator().ExtensionID)
	got := p.send("DELETE", path, token, body).wantStatus(t, http.StatusOK)
	for i, code := range []string{"", "CMN-101", "CMN-102", "CMN-101", "CMN-101"} {
		if success := got.value(t, "records", i, "bulkItemSuccessful"); success != (code == "") {
			t.Errorf("item %d: successful is %v", i, success)
		}
		if code != "" && got.text(t, "records", i, "bulkItemErrors", 0, "errorCode") != code {
			t.Errorf("item %d: want %s: %s", i, code, got.body)
		}
	}
	if _, exists := p.Extension(user); exists {
		t.Error("the user still exists")
	}
	p.send("DELETE", path, token, `{"records":[]}`).wantError(t, http.StatusBadRequest, "CMN-101", "records")
	p.send("DELETE", path, token, `{"records":[{}]}`).wantError(t, http.StatusBadRequest, "CMN-101", "records[0].id")
}

func TestMultiSite(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{MultiSite: true})
	token := p.administratorToken()
	sites := p.send("GET", "/restapi/v1.0/account/~/sites", token, "").wantStatus(t, http.StatusOK)
	if sites.length(t, "records") != 2 || sites.text(t, "records", 0, "id") != "main-site" {
		t.Fatalf("got %s", sites.body)
	}
	const contact = `"contact":{"firstName":"A","email":"a@example.com"}`
	p.send("POST", extensionsPath, token, `{`+contact+`}`).wantError(t, http.StatusBadRequest, "CMN-101", "site.id")
	p.AddSite(simulator.Site{ID: "7", Name: "Warehouse", Code: "77"})
	last := p.send("GET", "/restapi/v1.0/account/~/sites?page=2&perPage=2", token, "").wantStatus(t, http.StatusOK)
	if last.length(t, "records") != 1 || last.text(t, "records", 0, "code") != "77" || last.text(t, "paging", "totalPages") != "2" {
		t.Errorf("got %s", last.body)
	}
	if coded := p.send("POST", extensionsPath, token, `{"contact":{"firstName":"B","email":"b@example.com"},"site":{"id":"7"}}`); coded.text(t, "extensionNumber") != "77101" {
		t.Errorf("the number does not begin with the site's code: %s", coded.body)
	}
	branch := sites.text(t, "records", 1, "id")
	created := p.send("POST", extensionsPath, token, `{`+contact+`,"site":{"id":"`+branch+`"}}`).wantStatus(t, http.StatusOK)
	if created.text(t, "site", "id") != branch {
		t.Errorf("got %s", created.body)
	}
}

func TestUnassignedSeat(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	seat := p.AddExtension(simulator.Extension{Status: "Unassigned", Hidden: true})
	if unassigned, _ := p.Extension(seat); unassigned.ExtensionNumber != "" {
		t.Errorf("an unassigned seat has number %s", unassigned.ExtensionNumber)
	}
	got := p.send("PUT", extensionsPath+"/"+seat, token, `{"contact":{"firstName":"Orders","email":"orders@example.com"}}`).wantStatus(t, http.StatusOK)
	if got.text(t, "status") != "NotActivated" || got.text(t, "extensionNumber") == "" || got.value(t, "hidden") != false {
		t.Errorf("the seat was not assigned: %s", got.body)
	}
}

func TestAccountAndCostCenters(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	got := p.send("GET", "/restapi/v1.0/account/~", token, "").wantStatus(t, http.StatusOK)
	if got.text(t, "id") != p.AccountID() || got.text(t, "status") != "Confirmed" {
		t.Errorf("got %s", got.body)
	}
	if centers := p.send("GET", "/restapi/v2/accounts/~/cost-centers", token, ""); centers.text(t, "records", 0, "id") != "401125" {
		t.Errorf("got %s", centers.body)
	}
}
