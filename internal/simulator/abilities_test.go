// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

func count(t *testing.T, list received) int {
	t.Helper()
	records, _ := list.value(t, "records").([]any)
	return len(records)
}

func TestFeatures(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	own := extensionsPath + "/~/features?featureId=SMSSending&featureId=ReadExtensions&featureId=Nonsense"
	if got := p.send("GET", own, token, "").wantStatus(t, http.StatusOK); got.value(t, "records", 1, "available") != true || count(t, got) != 2 {
		t.Errorf("got %s", got.body)
	}
	if err := p.EditExtension(p.Administrator().ExtensionID, func(e *simulator.Extension) {
		e.UnavailableFeatures = map[string]simulator.FeatureReason{"SMSSending": {Code: "ExtensionLimitation", Message: "No license"}}
	}); err != nil {
		t.Fatal(err)
	}
	got := p.send("GET", own, token, "").wantStatus(t, http.StatusOK)
	if got.text(t, "records", 1, "reason", "code") != "ExtensionLimitation" || got.value(t, "records", 1, "available") != false {
		t.Errorf("got %s", got.body)
	}
	other := p.AddExtension(simulator.Extension{Contact: simulator.Contact{FirstName: "Other", Email: "other@example.com"}})
	delegated := p.send("GET", extensionsPath+"/"+other+"/features?featureId=SMSSending&featureId=ReadExtensions", token, "").wantStatus(t, http.StatusOK)
	if delegated.text(t, "records", 0, "id") != "ReadExtensions" || count(t, delegated) != 1 {
		t.Errorf("got %s", delegated.body)
	}
	p.send("GET", own+"&availableOnly=maybe", token, "").wantError(t, http.StatusBadRequest, "CMN-101", "availableOnly")
}

func TestOperationWithoutItsFeature(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{Dialect: simulator.Dialect{Account: simulator.AccountFacts{
		UnavailableFeatures: map[string]simulator.FeatureReason{"ReadCompanyInfo": {Code: "ServicePlanLimitation"}},
	}}})
	p.send("GET", "/restapi/v1.0/account/~", p.administratorToken(), "").wantError(t, http.StatusForbidden, "CMN-109", "")
}

func TestPhoneNumbers(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	id := p.AddExtension(simulator.Extension{
		Contact:      simulator.Contact{FirstName: "Orders", Email: "orders@example.com"},
		PhoneNumbers: []simulator.PhoneNumber{{ID: "7", PhoneNumber: "+16505550123", UsageType: "DirectNumber", Features: []string{"SmsSender"}}},
	})
	got := p.send("GET", extensionsPath+"/"+id+"/phone-number", p.administratorToken(), "").wantStatus(t, http.StatusOK)
	if got.text(t, "records", 0, "usageType") != "MainCompanyNumber" || got.text(t, "records", 1, "features", 0) != "SmsSender" {
		t.Errorf("got %s", got.body)
	}
}

// TestAuditTrail finds who changed what, by hand and by request.
func TestAuditTrail(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	id := p.AddExtension(simulator.Extension{Contact: simulator.Contact{FirstName: "Orders", Email: "orders@example.com"}})
	other := p.AddExtension(simulator.Extension{Contact: simulator.Contact{FirstName: "Another", LastName: "Admin", Email: "another@example.com"}})
	roleID := p.AddRole(simulator.Role{DisplayName: "Bots"})
	p.send("PUT", extensionsPath+"/"+id, token, `{"contact":{"department":"IT"}}`).wantStatus(t, http.StatusOK)
	p.send("PUT", extensionsPath+"/"+id, token, `{"status":"Nonsense"}`).wantStatus(t, http.StatusBadRequest)
	p.SignIn(other)
	if err := p.EditRole(roleID, func(r *simulator.Role) { r.Description = "Changed" }); err != nil {
		t.Fatal(err)
	}
	const path = "/restapi/v1.0/account/~/audit-trail/search"
	got := p.send("POST", path, token, "{}").wantStatus(t, http.StatusOK)
	if got.text(t, "records", 0, "initiator", "name") != "Another Admin" || got.text(t, "records", 0, "details", "parameters", 0, "value") != "Bots" ||
		got.text(t, "records", 1, "initiator", "name") != "Example Admin" || got.text(t, "records", 1, "target", "objectId") != id || count(t, got) != 2 {
		t.Errorf("got %s", got.body)
	}
	only := p.send("POST", path, token, fmt.Sprintf(`{"targetIds":[%q],"perPage":1}`, id)).wantStatus(t, http.StatusOK)
	if only.text(t, "records", 0, "target", "objectId") != id || count(t, only) != 1 {
		t.Errorf("got %s", only.body)
	}
	future := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	if none := p.send("POST", path, token, fmt.Sprintf(`{"eventTimeFrom":%q}`, future)).wantStatus(t, http.StatusOK); count(t, none) != 0 {
		t.Errorf("got %s", none.body)
	}
}
