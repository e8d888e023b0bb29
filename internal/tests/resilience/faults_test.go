// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// fault is one misbehavior of the matrix.
type fault struct {
	// of returns what is injected for an operation of an account.
	of func(a *account) simulator.Fault
	// undo takes back what the fault has done to the account; it may be nil.
	undo func(a *account)
	// harmless is set if every command must succeed in spite of it, passing if every
	// command must that meets it once.
	harmless, passing bool
	// repeatsNoGrant is set if RingCentral asks not to repeat a grant that meets it.
	repeatsNoGrant bool
	// only tells which operations can meet it; nil means all.
	only func(operation string) bool
	// options change the platform for this fault.
	options func(*simulator.Options)
}

func constant(f simulator.Fault) func(*account) simulator.Fault {
	return func(*account) simulator.Fault { return f }
}

func responds(status int, header http.Header) func(*account) simulator.Fault {
	return constant(simulator.Fault{Status: status, Header: header})
}

const (
	htmlPage = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"
	html     = "text/html; charset=utf-8"
)

// huge is a response that no platform gives.
var huge = sync.OnceValue(func() []byte { return bytes.Repeat([]byte(" "), 33<<20) })

// faults are the columns of the matrix.
var faults = map[string]fault{
	// The network.
	"latency":                {of: constant(simulator.Fault{Delay: 5 * time.Second}), harmless: true},
	"no response in time":    {of: constant(simulator.Fault{Delay: 10 * time.Minute}), passing: true},
	"slow drip":              {of: constant(simulator.Fault{Drip: 2 * time.Second, Chunked: true}), harmless: true},
	"endless drip":           {of: constant(simulator.Fault{Drip: 10 * time.Second, Chunked: true}), passing: true},
	"connection refused":     {of: constant(simulator.Fault{Connect: simulator.ErrRefused}), passing: true},
	"TLS failure":            {of: constant(simulator.Fault{Connect: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}})},
	"reset before":           {of: constant(simulator.Fault{Drop: simulator.BeforeProcessing}), passing: true},
	"reset after":            {of: constant(simulator.Fault{Drop: simulator.AfterProcessing}), passing: true},
	"reset within response":  {of: constant(simulator.Fault{Drop: simulator.WithinResponse}), passing: true, only: hasResponseBody},
	"chunks cut off":         {of: constant(simulator.Fault{Drop: simulator.WithinResponse, Chunked: true}), passing: true, only: hasResponseBody},
	"redirect":               {of: responds(http.StatusFound, http.Header{"Location": {"http://127.0.0.1:1/elsewhere"}})},
	"gateway's page":         {of: constant(simulator.Fault{Status: http.StatusBadGateway, Body: htmlPage, ContentType: html}), passing: true, repeatsNoGrant: true},
	"hotel's page":           {of: constant(simulator.Fault{Status: http.StatusOK, Body: htmlPage, ContentType: html})},
	"page of an unknown 404": {of: constant(simulator.Fault{Status: http.StatusNotFound, Body: htmlPage, ContentType: html})},

	// The response.
	"malformed JSON":        {of: constant(simulator.Fault{Rewrite: func(body []byte) []byte { return append([]byte("{]"), body...) }}), only: hasResponseBody},
	"half of the JSON":      {of: constant(simulator.Fault{Rewrite: func(body []byte) []byte { return body[:len(body)/2] }}), only: hasResponseBody},
	"empty object":          {of: constant(simulator.Fault{Rewrite: func([]byte) []byte { return []byte("{}") }}), only: hasResponseBody},
	"null":                  {of: constant(simulator.Fault{Rewrite: func([]byte) []byte { return []byte("null") }}), only: hasResponseBody},
	"array":                 {of: constant(simulator.Fault{Rewrite: func([]byte) []byte { return []byte("[1]") }}), only: hasResponseBody},
	"no body":               {of: constant(simulator.Fault{Rewrite: func([]byte) []byte { return nil }}), only: hasResponseBody},
	"wrong content type":    {of: constant(simulator.Fault{ContentType: "application/octet-stream"}), harmless: true, only: except("getToken")},
	"huge body":             {of: constant(simulator.Fault{Rewrite: func([]byte) []byte { return huge() }}), only: hasResponseBody},
	"unknown fields":        {of: constant(simulator.Fault{Rewrite: rewritten(`{`, `{"invention":{"id":"x","list":[1,null,{"a":false}]},`)}), harmless: true, only: hasResponseBody},
	"unknown enum values":   {of: constant(simulator.Fault{Rewrite: enums}), only: hasResponseBody},
	"IDs of the other type": {of: constant(simulator.Fault{Rewrite: otherIDs}), harmless: true, only: except("getToken")},
	"dates in odd forms":    {of: constant(simulator.Fault{Rewrite: oddDates}), harmless: true, only: hasResponseBody},
	"nulls":                 {of: constant(simulator.Fault{Rewrite: nulls}), only: hasResponseBody},
	"everything twice":      {of: constant(simulator.Fault{Rewrite: doubled}), harmless: true, only: hasResponseBody},
	"numbers beyond 2^53":   {of: constant(simulator.Fault{Rewrite: func(body []byte) []byte { return body }}), harmless: true, options: func(o *simulator.Options) { o.FirstID = 9_007_199_254_740_993 }},
	"pages that shift":      {of: shifting, harmless: true, only: lists, options: func(o *simulator.Options) { o.MaxPerPage = 2 }},
	"pages without totals":  {of: constant(simulator.Fault{Rewrite: withoutTotals}), harmless: true, only: lists, options: func(o *simulator.Options) { o.MaxPerPage = 2 }},

	// The platform.
	"429":                     {of: responds(http.StatusTooManyRequests, http.Header{"Retry-After": {"7"}}), passing: true},
	"429 of a usage group":    {of: responds(http.StatusTooManyRequests, http.Header{"Retry-After": {"7"}, "X-Rate-Limit-Group": {"medium"}, "X-Rate-Limit-Limit": {"40"}, "X-Rate-Limit-Remaining": {"0"}, "X-Rate-Limit-Window": {"60"}}), passing: true},
	"429 without Retry-After": {of: responds(http.StatusTooManyRequests, nil), passing: true},
	"429 for an hour":         {of: responds(http.StatusTooManyRequests, http.Header{"Retry-After": {"3600"}})},
	"500":                     {of: responds(http.StatusInternalServerError, nil), passing: true},
	"502":                     {of: responds(http.StatusBadGateway, nil), passing: true, repeatsNoGrant: true},
	"503":                     {of: responds(http.StatusServiceUnavailable, http.Header{"Retry-After": {"9"}}), passing: true},
	"504":                     {of: responds(http.StatusGatewayTimeout, nil), passing: true, repeatsNoGrant: true},
	"500 after the effect":    {of: constant(simulator.Fault{Status: http.StatusInternalServerError, Processed: true}), passing: true},
	"504 after the effect":    {of: constant(simulator.Fault{Status: http.StatusGatewayTimeout, Processed: true}), passing: true, repeatsNoGrant: true},
	"408":                     {of: responds(http.StatusRequestTimeout, nil)},
	"409":                     {of: responds(http.StatusConflict, nil)},
	"unknown error":           {of: constant(simulator.Fault{Status: http.StatusTeapot, Body: `{"errorCode":"NEW-1","message":"Something new"}`})},

	// The session and what it may do.
	"401": {of: constant(simulator.Fault{Status: http.StatusUnauthorized, Body: `{"errorCode":"TokenInvalid","message":"OAuth token is invalid","errors":[{"errorCode":"OAU-149"}]}`})},
	"session expired": {of: func(a *account) simulator.Fault {
		return simulator.Fault{Meanwhile: func() { a.ExpireAccessTokens(a.Administrator().ExtensionID) }}
	}, passing: true, only: ofAdministrator},
	"session displaced": {of: func(a *account) simulator.Fault {
		return simulator.Fault{Meanwhile: func() { a.EndSessions(a.Administrator().ExtensionID) }}
	}, passing: true, only: ofAdministrator},
	"permission withdrawn": {of: func(a *account) simulator.Fault {
		return simulator.Fault{Meanwhile: func() {
			_ = a.EditExtension(a.Administrator().ExtensionID, func(e *simulator.Extension) { e.RoleIDs = []string{"4"} })
		}}
	}, undo: func(a *account) {
		_ = a.EditExtension(a.Administrator().ExtensionID, func(e *simulator.Extension) { e.RoleIDs = a.administratorRoles })
	}},
	"scope withdrawn": {of: func(a *account) simulator.Fault {
		return simulator.Fault{Meanwhile: func() {
			_ = a.EditApp(a.administratorApp.ClientID, func(app *simulator.App) { app.Scopes = []string{"ReadContacts"} })
			a.EndSessions(a.Administrator().ExtensionID)
		}}
	}, undo: func(a *account) {
		_ = a.EditApp(a.administratorApp.ClientID, func(app *simulator.App) { app.Scopes = a.administratorApp.Scopes })
		a.EndSessions(a.Administrator().ExtensionID)
	}},
	"user disabled": {of: func(a *account) simulator.Fault {
		return simulator.Fault{Meanwhile: func() {
			_ = a.EditExtension(a.Administrator().ExtensionID, func(e *simulator.Extension) { e.Status = "Disabled" })
		}}
	}, undo: func(a *account) {
		_ = a.EditExtension(a.Administrator().ExtensionID, func(e *simulator.Extension) { e.Status = "Enabled" })
	}},
}

func except(operations ...string) func(string) bool {
	return func(operation string) bool {
		for _, other := range operations {
			if operation == other {
				return false
			}
		}
		return hasResponseBody(operation)
	}
}

// hasResponseBody reports whether a success of an operation has a body.
func hasResponseBody(operation string) bool {
	switch operation {
	case "deleteExtension", "deleteCustomRole", "assignMultipleUserRoles", "assignDefaultRole", "revokeToken":
		return false
	}
	return true
}

func ofAdministrator(operation string) bool {
	return operation != "getToken" && operation != "revokeToken"
}

func lists(operation string) bool {
	return operation == "listExtensions" || operation == "listUserRoles" || operation == "listPermissions"
}

func rewritten(old, replacement string) func([]byte) []byte {
	return func(body []byte) []byte { return []byte(strings.Replace(string(body), old, replacement, 1)) }
}

var (
	enumPattern = regexp.MustCompile(`"(status|type|scope|setupWizardState)":"[A-Za-z]+"`)
	idPattern   = regexp.MustCompile(`"id":("?)(\d{5,})"?`)
	datePattern = regexp.MustCompile(`"\d{4}-\d\d-\d\dT[^"]*"`)
)

func enums(body []byte) []byte { return enumPattern.ReplaceAll(body, []byte(`"$1":"Invented"`)) }

// otherIDs writes numbers as strings, and strings as numbers.
func otherIDs(body []byte) []byte {
	return idPattern.ReplaceAllFunc(body, func(match []byte) []byte {
		parts := idPattern.FindSubmatch(match)
		if len(parts[1]) > 0 {
			return append([]byte(`"id":`), parts[2]...)
		}
		return []byte(`"id":"` + string(parts[2]) + `"`)
	})
}

func oddDates(body []byte) []byte { return datePattern.ReplaceAll(body, []byte(`"last Tuesday"`)) }

// nulls takes every optional value of an object away.
func nulls(body []byte) []byte {
	var object map[string]any
	if json.Unmarshal(body, &object) != nil {
		return body
	}
	for name := range object {
		switch name {
		case "id", "uri", "records", "access_token", "token_type", "owner_id", "scope", "expires_in":
		default:
			object[name] = nil
		}
	}
	changed, err := json.Marshal(object)
	if err != nil {
		return body
	}
	return changed
}

// doubled repeats every element of every list.
func doubled(body []byte) []byte {
	var response any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if decoder.Decode(&response) != nil {
		return body
	}
	var twice func(any) any
	twice = func(value any) any {
		switch value := value.(type) {
		case map[string]any:
			for name := range value {
				value[name] = twice(value[name])
			}
		case []any:
			for i := range value {
				value[i] = twice(value[i])
			}
			return append(value, value...)
		}
		return value
	}
	changed, err := json.Marshal(twice(response))
	if err != nil {
		return body
	}
	return changed
}

// withoutTotals leaves out how many pages there are.
func withoutTotals(body []byte) []byte {
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil {
		return body
	}
	delete(object, "paging")
	changed, err := json.Marshal(object)
	if err != nil {
		return body
	}
	return changed
}

// shifting removes an object that comes early in a list, and adds one, whenever a
// page is read.
func shifting(a *account) simulator.Fault {
	newcomer := ""
	arrive := func() {
		role := a.addRole(simulator.Role{DisplayName: "Newcomer", Permissions: []string{"ReadCallLog"}})
		newcomer = a.addExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"3"}, Contact: simulator.Contact{FirstName: "Newcomer", Email: "newcomer@example.com"}})
		_ = a.RemoveRole(role)
	}
	return simulator.Fault{Meanwhile: func() {
		if newcomer != "" {
			_ = a.RemoveExtension(newcomer)
		}
		arrive()
	}}
}
