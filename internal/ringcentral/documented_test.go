// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// documented is a platform that serves one operation beside those of the simulator, as
// RingCentral's OpenAPI document describes it.
type documented struct {
	client *ringcentral.Client
	// request and body are what was received.
	request *http.Request
	body    map[string]any
}

func serveDocumented(t *testing.T, method, path, response string) *documented {
	t.Helper()
	d := &documented{}
	platform := simulator.New(simulator.Options{Limits: simulator.GenerousLimits()})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != method || r.URL.Path != path {
			platform.ServeHTTP(w, r)
			return
		}
		d.request = r
		if content, err := io.ReadAll(r.Body); err != nil || len(content) > 0 && json.Unmarshal(content, &d.body) != nil {
			t.Errorf("the request's body is %q, %v", content, err)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, response)
	}))
	t.Cleanup(server.Close)
	platform.SetBaseURL(server.URL)
	p, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL, UserAgent: "test/1"})
	if err != nil {
		t.Fatal(err)
	}
	administrator := platform.Administrator()
	d.client = p.NewClient(p.NewSession(ringcentral.GrantRequest{
		App:       ringcentral.App{ClientID: administrator.ClientID, ClientSecret: administrator.ClientSecret},
		Assertion: administrator.JWT,
	}, ringcentral.SessionOptions{}), "~")
	return d
}

const featuresPath = "/restapi/v1.0/account/~/extension/~/features"

func TestFeatures(t *testing.T) {
	t.Parallel()
	d := serveDocumented(t, http.MethodGet, featuresPath, `{"records": [
		{"id": "SMSSending", "available": true},
		{"id": "EditUsers", "available": false, "reason": {"code": "InsufficientPermissions", "message": "No permission", "permission": "EditUsers"}}]}`)
	got, err := d.client.Features(t.Context(), "~", []string{"SMSSending", "EditUsers"})
	want := []ringcentral.Feature{
		{ID: "SMSSending", Available: true},
		{ID: "EditUsers", Reason: ringcentral.FeatureReason{Code: ringcentral.ReasonInsufficientPermissions, Message: "No permission", Permission: "EditUsers"}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if ids := d.request.URL.Query()["featureId"]; !reflect.DeepEqual(ids, []string{"SMSSending", "EditUsers"}) {
		t.Errorf("asked for %v", ids)
	}
}

func TestPhoneNumbers(t *testing.T) {
	t.Parallel()
	d := serveDocumented(t, http.MethodGet, "/restapi/v1.0/account/~/extension/101/phone-number", `{"records": [
		{"id": 33, "phoneNumber": "+16505550100", "usageType": "DirectNumber", "status": "Normal", "features": ["CallerId", "SmsSender"]},
		{"id": 34, "phoneNumber": "+16505550101", "usageType": "MainCompanyNumber"}],
		"navigation": {}, "paging": {"page": 1, "perPage": 1000, "totalPages": 1, "totalElements": 2}}`)
	got, err := d.client.PhoneNumbers(t.Context(), "101")
	want := []ringcentral.PhoneNumber{
		{ID: "33", PhoneNumber: "+16505550100", UsageType: "DirectNumber", Status: "Normal", Features: []string{"CallerId", "SmsSender"}},
		{ID: "34", PhoneNumber: "+16505550101", UsageType: "MainCompanyNumber"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

const auditPath = "/restapi/v1.0/account/~/audit-trail/search"

func TestSearchAuditTrail(t *testing.T) {
	t.Parallel()
	d := serveDocumented(t, http.MethodPost, auditPath, `{"records": [{"id": "r1", "eventTime": "2026-11-25T10:00:00Z", "actionId": "CHANGE_USER_INFO", "eventType": "UPDATE",
		"initiator": {"extensionId": "7", "extensionNumber": "101", "name": "Admin", "role": "Super Admin"},
		"target": {"objectId": "101", "objectType": "Extension", "name": "Orders", "extensionNumber": "200"}}], "paging": {"page": 1, "perPage": 100}}`)
	from := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	got, err := d.client.SearchAuditTrail(t.Context(), from)
	want := []ringcentral.AuditRecord{{
		ID: "r1", Time: time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC), ActionID: "CHANGE_USER_INFO", EventType: "UPDATE",
		Initiator: ringcentral.AuditInitiator{ExtensionID: "7", ExtensionNumber: "101", Name: "Admin", Role: "Super Admin"},
		Target:    ringcentral.AuditTarget{ObjectID: "101", ObjectType: "Extension", Name: "Orders", ExtensionNumber: "200"},
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if body := map[string]any{"eventTimeFrom": "2026-11-24T00:00:00Z", "page": 1.0, "perPage": 1000.0}; !reflect.DeepEqual(d.body, body) {
		t.Errorf("the request's body is %v", d.body)
	}
}

// TestIncompleteResponses leaves out what the document requires.
func TestIncompleteResponses(t *testing.T) {
	t.Parallel()
	features := func(d *documented) error {
		_, err := d.client.Features(t.Context(), "~", []string{"SMSSending"})
		return err
	}
	for name, test := range map[string]struct {
		method, path, response string
		read                   func(d *documented) error
	}{
		"no features":   {http.MethodGet, featuresPath, `{}`, features},
		"no feature ID": {http.MethodGet, featuresPath, `{"records": [{"available": true}]}`, features},
		"null feature":  {http.MethodGet, featuresPath, `{"records": [null]}`, features},
		"no records": {http.MethodPost, auditPath, `{}`, func(d *documented) error {
			_, err := d.client.SearchAuditTrail(t.Context(), time.Now())
			return err
		}},
	} {
		var decodeError *ringcentral.DecodeError
		if err := test.read(serveDocumented(t, test.method, test.path, test.response)); !errors.As(err, &decodeError) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
