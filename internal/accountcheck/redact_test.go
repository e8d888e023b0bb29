// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// TestRefusalText lets nothing of a response through but what has the form of a code.
func TestRefusalText(t *testing.T) {
	t.Parallel()
	for want, refused := range map[string]ringcentral.Error{
		"refused: HTTP 400, invalid_request, OAU-331, parameter assertion":            {StatusCode: 400, OAuthError: "invalid_request", Code: "OAU-331", ParameterName: "assertion", Message: "Somebody"},
		"refused: HTTP 400, CMN-101, parameter records[0].contact.email":              {StatusCode: 400, Code: "CMN-101", ParameterName: "records[0].contact.email"},
		"refused: HTTP 403, (text of unknown form), parameter (text of unknown form)": {StatusCode: 403, Code: "Somebody Example", ParameterName: "somebody@example.com"},
		"refused: HTTP 403, (text of unknown form), CMN-401":                          {StatusCode: 403, OAuthError: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", Code: "CMN-401"},
	} {
		if got := refusalText(&refused); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := errorText(fmt.Errorf("reading somebody@example.com: %w", context.Canceled)); strings.Contains(got, "@") {
		t.Errorf("got %q", got)
	}
	if got := evidenceOf(&ringcentral.Error{RequestID: "somebody@example.com"}); got != "RCRequestId "+unprintable {
		t.Errorf("got %q", got)
	}
}

func TestErrorRule(t *testing.T) {
	t.Parallel()
	documented := documentedError{"OAU-146", 401, "invalid_client"}
	for want, refused := range map[string]ringcentral.Error{
		`{}`: {StatusCode: 401, OAuthError: "invalid_client", Code: "OAU-146"},
		`{"errors":[{"code":"OAU-146","newCode":"OAU-999","operations":["getToken"],"status":400}]}`:                                                                    {StatusCode: 400, OAuthError: "invalid_client", Code: "OAU-999"},
		`{"errors":[{"code":"OAU-146","operations":["getToken"],"withoutCodes":true}],"exceptions":[{"operations":["getToken"],"problem":"body /errors is required"}]}`: {StatusCode: 401, OAuthError: "invalid_client"},
	} {
		got, err := json.Marshal(errorRule("getToken", documented, &refused))
		if err != nil || string(got) != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestFragmentsMerge(t *testing.T) {
	t.Parallel()
	var all fragment
	rule := fragment{Account: object{"a": 1}, Errors: []object{{"code": "OAU-146"}}}
	all.add(rule)
	all.add(rule)
	all.add(fragment{Account: object{"b": 2}, Delays: []object{{"seconds": 1}}})
	if len(all.Account) != 2 || len(all.Errors) != 1 || len(all.Delays) != 1 || len(rule.Account) != 1 {
		t.Errorf("got %+v", all)
	}
}

// TestQuestions expects every row to say what a reader needs.
func TestQuestions(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, q := range table() {
		if q.id == "" || known[q.id] || !strings.HasSuffix(q.text, "?") || q.expected == "" || !strings.Contains("DOI", q.source[:1]) || q.copes == "" || q.ask == nil {
			t.Errorf("the row %+v is incomplete, or its ID is taken", q.id)
		}
		known[q.id] = true
	}
}
