// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/oauth2"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// FuzzNewError reads any error response: what is shown of it is one line of bounded
// length.
func FuzzNewError(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"errors":[{"errorCode":"CMN-101","parameters":[{}]}]}`, `{"message":"\u001b"}`, `<html>`, `{"errors":null}`,
		`{"errorCode":401,"message":["x"],"errors":{"0":{}}}`,
		`{"errors":[{"errorCode":"OAU-153","message":null,"parameterName":"id"},5],"error":"invalid_client","error_description":"x"}`,
	} {
		f.Add(400, seed, "request-1", "/elsewhere", "30")
	}
	f.Add(302, "", "\x1b[31m\u202e", "https://user:hunter2@elsewhere.example/hunter2", "-1")
	f.Add(429, "hunter2", "hunter2", "::", "99999999999999999999")
	f.Fuzz(func(t *testing.T, status int, body, requestID, location, after string) {
		header := http.Header{}
		header.Set(transport.RequestIDHeader, requestID)
		header.Set("Location", location)
		header.Set("Retry-After", after)
		e := newError(&http.Response{
			StatusCode: status, Header: header,
			Request: &http.Request{Method: "GET", URL: &url.URL{Scheme: "https", Host: "platform.example", Path: "/restapi"}},
		}, strings.NewReader(body))
		for _, text := range []string{e.Error(), e.Code, e.OAuthError, e.Message, e.ParameterName, e.PermissionName, e.RequestID, e.RedirectTo} {
			if !printable.IsClean(text) || utf8.RuneCountInString(text) > 5*transport.MaxText {
				t.Errorf("%q is not fit to be shown", text)
			}
		}
		if to, err := url.Parse(e.RedirectTo); e.RedirectTo != "" && len(e.RedirectTo) < transport.MaxText && (err != nil || to.User != nil || to.Path != "" || to.RawQuery != "") {
			t.Errorf("the redirect leads to %q", e.RedirectTo)
		}
		if e.RetryAfter < 0 || e.RetryAfter > 365*24*time.Hour {
			t.Errorf("the wait is %s", e.RetryAfter)
		}
	})
}

// FuzzID decodes any JSON value as an ID. What is accepted is the number, or the text,
// and decodes to itself.
func FuzzID(f *testing.F) {
	for _, seed := range []string{
		`62288329016`, `"62288329016"`, `9007199254740993`, `9.007199254740992e15`, `1e1000000000`, `1E+3`, `-1`, `-0`, `0`, `1.0`, `1.5`,
		`null`, `true`, `{}`, `[1]`, `""`, `".."`, `"main-site"`, `"a b"`, `"\u001b[31m"`, `"1e5"`, strings.Repeat("1", 1000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		var id ID
		if err := json.Unmarshal([]byte(content), &id); err != nil {
			if text := (&DecodeError{Method: "GET", Path: "/p", Err: err}).Error(); !printable.IsClean(text) || utf8.RuneCountInString(text) > 2*transport.MaxText {
				t.Errorf("%q is not fit to be shown", text)
			}
			return
		}
		if id != "" && !isID(string(id)) {
			t.Errorf("%s became %q", content, id)
		}
		encoded, err := json.Marshal(id)
		var again ID
		if err != nil || json.Unmarshal(encoded, &again) != nil || again != id {
			t.Errorf("%q became %s and then %q", id, encoded, again)
		}
		if path := url.PathEscape(string(id)); path == "." || path == ".." || strings.Contains(path, "/") {
			t.Errorf("%q leads elsewhere in a path", id)
		}
		trimmed := strings.TrimSpace(content)
		if value, ok := new(big.Rat).SetString(trimmed); ok && trimmed[0] != '"' && value.Cmp(ratOf(id)) != 0 {
			t.Errorf("the number %s became %s", trimmed, id)
		}
	})
}

func ratOf(id ID) *big.Rat {
	value, ok := new(big.Rat).SetString(string(id))
	if !ok {
		return new(big.Rat).SetInt64(-1)
	}
	return value
}

// FuzzPage reads any response as a page of users. What is accepted is a list of objects
// with IDs.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		`{"records":[{"id":1,"roles":[{"id":"2"}]}],"paging":{"totalPages":2000000000}}`, `{"records":[],"navigation":{"nextPage":{"uri":"https://elsewhere.example"}}}`,
		`{"records":null}`, `{"records":[null]}`, `{"records":[{}]}`, `{"records":{}}`, `{"paging":{"totalPages":-1}}`, `{"records":[{"id":1}],"paging":{"totalPages":1e9}}`,
		`{"records":[[[[[[]]]]]]}`, `{"records":[{"id":1}],"records":null}`, `[]`, `null`, `5`, `{"Records":[{"ID":"x"}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		var p page[Extension]
		if err := decode([]byte(content), &p); err != nil {
			if text := (&DecodeError{Method: "GET", Path: "/p", Err: err}).Error(); !printable.IsClean(text) || utf8.RuneCountInString(text) > 2*transport.MaxText {
				t.Errorf("%q is not fit to be shown", text)
			}
			return
		}
		if len(p.Records) > maxRecords || p.size > len(content) {
			t.Errorf("%d records in %d bytes", len(p.Records), p.size)
		}
		for _, record := range p.Records {
			if record.ID == "" || slices.ContainsFunc(record.Roles, func(r AssignedRole) bool { return r.ID == "" }) {
				t.Errorf("accepted %+v", record)
			}
		}
	})
}

// FuzzTokenResponse reads any response of the token endpoint. A token that is accepted can
// be put into a header, belongs to an extension, and ends.
func FuzzTokenResponse(f *testing.F) {
	for _, seed := range []string{
		`{"scope":"SMS ReadAccounts","owner_id":"42"}`, `{"scope":"","owner_id":62288329016}`, `{"scope":["SMS"],"owner_id":"42"}`, `{"scope":"SMS \u001b","owner_id":1e300}`,
		`{"owner_id":-1,"scope":"a\u202eb"}`, `{"owner_id":9007199254740993,"scope":"x"}`, `{}`,
	} {
		f.Add("the-access-token", "bearer", int64(3600), seed)
	}
	f.Add("a\r\nb", "Bearer", int64(-1), `{"scope":"SMS","owner_id":"42"}`)
	f.Add("", "", int64(1<<40), `{"scope":"SMS","owner_id":"42"}`)
	f.Fuzz(func(t *testing.T, accessToken, kind string, seconds int64, extra string) {
		var fields map[string]any
		if json.Unmarshal([]byte(extra), &fields) != nil {
			return
		}
		now := time.Unix(1_700_000_000, 0)
		token := (&oauth2.Token{AccessToken: accessToken, TokenType: kind, Expiry: now.Add(time.Duration(seconds) * time.Second)}).WithExtra(fields)
		grant, err := newGrant(token, now)
		if err != nil {
			if grant != nil || !printable.IsClean(err.Error()) || len(accessToken) > 8 && strings.Contains(err.Error(), accessToken) {
				t.Errorf("got %v, %v", grant, err)
			}
			return
		}
		header := http.Header{}
		header.Set("Authorization", "Bearer "+grant.accessToken)
		if err := header.Write(io.Discard); err != nil || strings.ContainsAny(grant.accessToken, "\r\n\x00 ") {
			t.Errorf("accepted the token %q", grant.accessToken)
		}
		if grant.OwnerID == "" || strings.Trim(grant.OwnerID, "0123456789") != "" {
			t.Errorf("accepted the owner %q", grant.OwnerID)
		}
		if !grant.ExpiresAt.After(now.Add(renewBefore)) {
			t.Errorf("accepted the end %s", grant.ExpiresAt)
		}
		for _, scope := range grant.Scopes {
			if !printable.IsClean(scope) || scope == "" {
				t.Errorf("accepted the scope %q", scope)
			}
		}
		if number, ok := fields["owner_id"].(float64); ok && strconv.FormatFloat(number, 'f', -1, 64) != grant.OwnerID {
			t.Errorf("the owner %v became %s", number, grant.OwnerID)
		}
		if text := fmt.Sprintf("%v %+v %#v %s", grant, grant, grant, grant); len(accessToken) > 8 && strings.Contains(text, accessToken) && !strings.Contains("access token of extension ", accessToken) && !strings.Contains(grant.OwnerID, accessToken) {
			t.Errorf("the token is shown: %s", text)
		}
	})
}

// FuzzTokenCache reads any content of a cache file. Only what was written for the very
// same grant yields a token.
func FuzzTokenCache(f *testing.F) {
	request := GrantRequest{App: App{ClientID: "the-client", ClientSecret: "the-client-secret"}, Assertion: "the.jwt.itself"}
	cache := &TokenCache{directory: "cache"}
	place := cache.Grant("https://platform.example", "~", request)
	f.Add([]byte(`{}`), "the-access-token", "42", "SMS ReadAccounts", int64(1_700_000_000), 0, byte(1))
	f.Add([]byte(`{"salt":"","sealed":""}`), "t", "", "", int64(0), 40, byte(0x80))
	f.Add([]byte(`{"salt":null,"sealed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}`), "t", "x", "", int64(-1), 1000, byte(0))
	f.Add([]byte("\x00\xff"), "a b", "\x1b", "\u202e", int64(1<<40), -1, byte(7))
	f.Fuzz(func(t *testing.T, content []byte, accessToken, owner, scopes string, expires int64, at int, flip byte) {
		if grant := place.unseal(content); grant != nil {
			t.Errorf("%q yields a token", content)
		}
		want := &Grant{Scopes: strings.Fields(strings.ToValidUTF8(scopes, "")), OwnerID: strings.ToValidUTF8(owner, ""), ExpiresAt: time.Unix(expires%253402300800, 0).UTC(), accessToken: accessToken}
		sealed, err := place.seal(want)
		if err != nil {
			if want.ExpiresAt.Year() >= 0 && want.ExpiresAt.Year() < 10000 {
				t.Errorf("%v cannot be kept: %v", want, err)
			}
			return
		}
		if len(accessToken) > 4 && strings.Contains(string(sealed), accessToken) {
			t.Errorf("the file shows the token")
		}
		got := place.unseal(sealed)
		if isToken(accessToken) != (got != nil) {
			t.Fatalf("the token %q became %v", accessToken, got)
		}
		if got != nil && (got.accessToken != want.accessToken || got.OwnerID != want.OwnerID || !slices.Equal(got.Scopes, want.Scopes) || !got.ExpiresAt.Equal(want.ExpiresAt)) {
			t.Errorf("%+v became %+v", want, got)
		}
		other := *place
		other.path = filepath.Join("cache", "other.json")
		if other.unseal(sealed) != nil {
			t.Error("another place yields the token")
		}
		altered := slices.Clone(sealed)
		index := int(uint(at) % uint(len(altered)))
		altered[index] ^= flip
		if changed := place.unseal(altered); changed != nil && flip != 0 && changed.accessToken != accessToken {
			t.Errorf("the altered file yields %q", changed.accessToken)
		}
	})
}
