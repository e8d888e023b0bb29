// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

// documentedError is a row of the table of errors that RingCentral documents.
type documentedError struct{ operation, status, code, parameter string }

// errorsVariable is the environment variable with the path of that table.
const errorsVariable = "RINGCENTRAL_ERRORS"

// documentedErrors reads the rows with the mark D from the table, which is not part
// of the repository, or skips the test.
func documentedErrors(t *testing.T) []documentedError {
	t.Helper()
	path := os.Getenv(errorsVariable)
	if document, err := conformance.Locate(); err == nil && document != "" {
		path = cmp.Or(path, filepath.Join(filepath.Dir(document), "observed", "errors.tsv"))
	}
	if path == "" {
		t.Skipf("the table of documented errors is not at hand: set %s to its path", errorsVariable)
	}
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && os.Getenv(errorsVariable) == "" {
		t.Skipf("there is no table of documented errors beside the OpenAPI document: set %s to its path", errorsVariable)
	}
	if err != nil {
		t.Fatal(err)
	}
	var rows []documentedError
	for i, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) != 6 {
			t.Fatalf("line %d of %s has %d fields", i+2, path, len(fields))
		}
		if fields[5] == "D" {
			rows = append(rows, expanded(t, documentedError{fields[0], fields[1], fields[2], fields[3]}, rows)...)
		}
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no row with the mark D", path)
	}
	return rows
}

var codeRange = regexp.MustCompile(`^([A-Z]+-)(\d+)\.\.(\d+)$`)

// expanded returns a row for each code of a list, and for each code of a range that
// the rows before have for another operation.
func expanded(t *testing.T, row documentedError, before []documentedError) []documentedError {
	t.Helper()
	match := codeRange.FindStringSubmatch(row.code)
	if match == nil {
		var rows []documentedError
		for code := range strings.SplitSeq(row.code, ", ") {
			rows = append(rows, documentedError{row.operation, row.status, code, row.parameter})
		}
		return rows
	}
	first, _ := strconv.Atoi(match[2])
	last, _ := strconv.Atoi(match[3])
	var rows []documentedError
	for _, other := range before {
		number, found := strings.CutPrefix(other.code, match[1])
		if n, err := strconv.Atoi(number); found && err == nil && n >= first && n <= last && other.operation != row.operation {
			rows = append(rows, documentedError{row.operation, row.status, other.code, row.parameter})
		}
	}
	if len(rows) == 0 {
		t.Fatalf("no row before has a code of the range %s", row.code)
	}
	return rows
}

// refusal is a request that the platform refuses with a documented error.
type refusal struct {
	account simulator.AccountFacts
	// arrange returns the ID of the extension that the request is about; nil adds a
	// user with number 555.
	arrange func(p platform) (id string)
	body    string
	query   string
	// lacksPermission means that the caller's role lacks the permission.
	lacksPermission bool
}

const newContact = `"contact":{"firstName":"Orders","email":"orders@example.com"}`

// onCreate is the body of a create with more properties.
func onCreate(more string) refusal { return refusal{body: `{` + newContact + `,` + more + `}`} }

func (s refusal) in(account simulator.AccountFacts) refusal {
	s.account = account
	return s
}

func (s refusal) after(arrange func(p platform) string) refusal {
	s.arrange = arrange
	return s
}

func addUser(p platform) string {
	return p.AddExtension(simulator.Extension{ExtensionNumber: "555", Contact: simulator.Contact{FirstName: "Orders", Email: "present@example.com"}})
}

// takenNumber has number 777 on another extension.
func takenNumber(p platform) string {
	p.AddExtension(simulator.Extension{ExtensionNumber: "777", Contact: simulator.Contact{FirstName: "Taken", Email: "taken@example.com"}})
	return addUser(p)
}

var passwords = map[string]string{
	"PWD-001": "90217351!", "PWD-002": "Correct-Horse", "PWD-003": "correcthorse7", "PWD-004": "Horse-1234-x", "PWD-005": "Ab1-xyw",
	"PWD-006": "Ab1-" + strings.Repeat("zq", 15), "PWD-007": "Horse-111-x9", "PWD-014": "Horse 7 battery",
}

// refusals returns a request for each documented error, by operation and code.
func refusals() map[string]refusal {
	all := map[string]refusal{
		"createExtension CMN-101": onCreate(`"partnerId":""`),
		"createExtension CMN-102": onCreate(`"regionalSettings":{"homeCountry":{"id":"9999"}}`),
		"createExtension EXT-102": {body: `{"contact":{"firstName":"Orders","email":"orders@example.com","businessPhone":"+16505550100"}}`},
		"createExtension EXT-103": {body: `{"contact":{"firstName":"Orders","email":"orders@example.com","businessPhone":"reception"}}`},
		"createExtension EXT-229": refusal{body: `{"contact":{"firstName":"Orders","email":"orders@example.com","emailAsLoginName":false}}`}.in(simulator.AccountFacts{EmailIsLoginName: true}),
		"createExtension EXT-351": onCreate(`"type":"DigitalUser"`).in(simulator.AccountFacts{UnavailableTypes: []string{"DigitalUser"}}),
		"createExtension EXT-352": onCreate(`"type":"Limited"`).in(simulator.AccountFacts{UnavailableTypes: []string{"Limited"}}),
		"createExtension EXT-354": onCreate(`"type":"PagingOnly"`).in(simulator.AccountFacts{UnavailableTypes: []string{"PagingOnly"}}),
		"createExtension EXT-355": onCreate(`"type":"User"`).in(simulator.AccountFacts{MaxExtensions: map[string]int{"User": 3}}),
		"createExtension EXT-356": {body: `{"type":"Department","contact":{"firstName":"Orders","lastName":"Desk","email":"orders@example.com"}}`},
		"createExtension EXT-250": refusal{body: `{` + newContact + `}`}.in(simulator.AccountFacts{LastExtensionNumber: 102}),
		"createExtension EXT-226": {body: `{"contact":{"firstName":"Orders","email":"Present@Example.com"}}`},
		"createExtension EXT-227": refusal{body: `{"contact":{"firstName":"Orders","email":"orders@example.com","emailAsLoginName":true}}`}.in(simulator.AccountFacts{LoginNamesElsewhere: []string{"orders@example.com"}}),
		"createExtension CMN-202": refusal{body: `{` + newContact + `}`}.in(simulator.AccountFacts{UnavailableOperations: []string{"createExtension"}}),
		"updateExtension EXT-224": {body: `{"type":"Department"}`},
		"updateExtension EXT-225": {body: `{"regionalSettings":{"language":{"id":"1033"}}}`},
		"updateExtension EXT-229": refusal{body: `{"contact":{"emailAsLoginName":false}}`}.in(simulator.AccountFacts{EmailIsLoginName: true}),
		"updateExtension EXT-231": {body: `{"callQueueInfo":{"slaGoal":80}}`},
		"updateExtension EXT-361": refusal{body: `{"extensionNumber":"22777"}`}.in(simulator.AccountFacts{Sites: []simulator.Site{{Name: "Main Site", Code: "11"}}}),
		"updateExtension EXT-222": refusal{body: `{"status":"Disabled"}`}.after(func(p platform) string { return p.AccountID() }),
		"updateExtension EXT-226": refusal{body: `{"contact":{"email":"taken@example.com"}}`}.after(takenNumber),
		"updateExtension EXT-227": refusal{body: `{"contact":{"email":"orders@example.com","emailAsLoginName":true}}`}.in(simulator.AccountFacts{LoginNamesElsewhere: []string{"orders@example.com"}}),
		"deleteExtension EXT-340": refusal{query: "?savePhoneLines=true"}.in(simulator.AccountFacts{MaxKeptLines: 1}).after(func(p platform) string {
			return p.AddExtension(simulator.Extension{DigitalLines: 2})
		}),
		"deleteExtension CMN-408": {lacksPermission: true},
		"listExtensions CMN-101":  {query: "?status=Active"},
	}
	for code, number := range map[string]string{
		"EXT-214": "101", "EXT-215": "0777", "EXT-216": "888", "EXT-217": "911", "EXT-218": "777", "EXT-219": "12",
	} {
		refused := onCreate(`"extensionNumber":"` + number + `"`).in(simulator.AccountFacts{DirectoryNumbers: []string{"888"}}).after(takenNumber)
		all["createExtension "+code] = refused
		refused.body = `{"extensionNumber":"` + number + `"}`
		all["updateExtension "+code] = refused
	}
	for code, password := range passwords {
		all["createExtension "+code] = onCreate(`"password":"` + password + `"`)
		all["updateExtension "+code] = refusal{body: `{"password":"` + password + `"}`}
	}
	return all
}

// send sends the request of a refusal, and returns the response.
func (s refusal) send(t *testing.T, operation string) (platform, received) {
	t.Helper()
	p := start(t, simulator.Options{Dialect: simulator.Dialect{Account: s.account}})
	arrange := s.arrange
	if arrange == nil {
		arrange = addUser
	}
	id, token := arrange(p), ""
	if s.lacksPermission {
		token, _ = p.tokenFor([]string{"EditAccounts"}, "AllExtensions", "ReadCallLog")
	} else {
		token = p.administratorToken()
	}
	method := map[string]string{"createExtension": "POST", "updateExtension": "PUT", "deleteExtension": "DELETE", "listExtensions": "GET"}[operation]
	path := extensionsPath
	if method == "PUT" || method == "DELETE" {
		path += "/" + id
	}
	return p, p.send(method, path+s.query, token, s.body)
}

// TestDocumentedErrors produces each error of RingCentral's API reference.
func TestDocumentedErrors(t *testing.T) {
	t.Parallel()
	prepared := refusals()
	for _, row := range documentedErrors(t) {
		t.Run(row.operation+" "+row.code, func(t *testing.T) {
			t.Parallel()
			if row.operation == "token" {
				wantRefusedLogin(t, row)
				return
			}
			wanted, known := prepared[row.operation+" "+row.code]
			if !known {
				t.Fatal("the test knows no request that leads to this error")
			}
			_, got := wanted.send(t, row.operation)
			status, _ := strconv.Atoi(row.status)
			if row.parameter == "permissionName" {
				got.wantError(t, status, row.code, "")
				if got.text(t, "errors", 0, row.parameter) == "" {
					t.Errorf("the permission is not named: %s", got.body)
				}
				return
			}
			got.wantError(t, status, row.code, row.parameter)
		})
	}
}

// wantRefusedLogin fails unless the token endpoint refuses a user with this error.
func wantRefusedLogin(t *testing.T, row documentedError) {
	t.Helper()
	s := newSituation(t)
	s.must(s.EditExtension(s.userID, func(e *simulator.Extension) { e.LoginRefusal = row.code }))
	status, _ := strconv.Atoi(row.status)
	s.grant(s.app, s.jwt).wantError(t, status, row.code, row.parameter)
}

// TestRefusedRequestsChangeNothing sends the same requests without the table, so that
// they are made wherever the tests run.
func TestRefusedRequestsChangeNothing(t *testing.T) {
	t.Parallel()
	prepared := refusals()
	for name, refused := range prepared {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			operation, code, _ := strings.Cut(name, " ")
			p, got := refused.send(t, operation)
			if got.status < 400 || got.text(t, "errors", 0, "errorCode") != code || got.text(t, "errorCode") != code {
				t.Errorf("got %d %s, want %s", got.status, got.body, code)
			}
			for _, e := range p.Extensions() {
				if e.Contact.Email == "orders@example.com" && !refused.lacksPermission || slices.Contains([]string{"911", "888", "12"}, e.ExtensionNumber) || e.Type == "Department" {
					t.Errorf("the refused request left %s", fmt.Sprint(e.ID, e.ExtensionNumber, e.Contact.Email))
				}
			}
		})
	}
}

// TestPasswords accepts what keeps to all rules.
func TestPasswords(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token, id := p.administratorToken(), addUser(p)
	for _, password := range []string{"Horse-123-x9", "abc-horse7", "Zzaabbc1", "Ab1-" + strings.Repeat("zq", 14)} {
		p.send("PUT", extensionsPath+"/"+id, token, `{"password":"`+password+`"}`).wantStatus(t, 200)
	}
}

// TestUnchangedValuesAreAccepted sends values back that the platform would not accept
// anew.
func TestUnchangedValuesAreAccepted(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	id := p.AddExtension(simulator.Extension{ExtensionNumber: "0", Contact: simulator.Contact{FirstName: "Fax", Email: "admin@example.com", BusinessPhone: "reception"}})
	p.send("PUT", extensionsPath+"/"+id, p.administratorToken(),
		`{"extensionNumber":"0","contact":{"firstName":"Facsimile","email":"ADMIN@example.com","businessPhone":"reception"}}`).wantStatus(t, 200)
}
