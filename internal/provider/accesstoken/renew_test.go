// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accesstoken_test

import (
	"bytes"
	"testing"
	"time"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// TestRenew opens, renews and closes a token at the level of the protocol, where
// no clock has to reach the token's end.
func TestRenew(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	server := configured(t, i)
	secrets := map[string]string{"client_secret": i.Secret(i.SecretVariable), "jwt": i.Secret(i.JWTVariable)}
	before := time.Now()
	open, err := server.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: "ringcentral_access_token",
		Config:   configuration(t, server, i.App.ClientID, secrets, 900),
	})
	if err != nil || len(open.Diagnostics) > 0 {
		t.Fatalf("%v %v", err, open.Diagnostics)
	}
	if early, late := before.Add(13*time.Minute), time.Now().Add(14*time.Minute); open.RenewAt.Before(early) || open.RenewAt.After(late) {
		t.Errorf("renewal at %s of a token for 15 minutes from %s", open.RenewAt, before)
	}
	if len(i.OpenSessions()) != 1 {
		t.Errorf("%d sessions are open", len(i.OpenSessions()))
	}
	for _, secret := range i.Secrets() {
		if bytes.Contains(open.Private, []byte(secret)) {
			t.Error("the private data holds a secret")
		}
	}
	renewed, err := server.RenewEphemeralResource(t.Context(), &tfprotov6.RenewEphemeralResourceRequest{TypeName: "ringcentral_access_token", Private: open.Private})
	if err != nil || len(renewed.Diagnostics) != 1 || renewed.Diagnostics[0].Severity != tfprotov6.DiagnosticSeverityWarning ||
		renewed.Diagnostics[0].Summary != "The RingCentral access token expires during the run" || !renewed.RenewAt.IsZero() {
		t.Errorf("got %+v, %v", renewed, err)
	}
	closed, err := server.CloseEphemeralResource(t.Context(), &tfprotov6.CloseEphemeralResourceRequest{TypeName: "ringcentral_access_token", Private: renewed.Private})
	if err != nil || len(closed.Diagnostics) > 0 {
		t.Errorf("%v %v", err, closed)
	}
	i.wantSessions(t, 1)
}

// TestLeftOpen ends the provider while a token is open, as an interrupted run does.
func TestLeftOpen(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	server := configured(t, i)
	secrets := map[string]string{"client_secret": i.Secret(i.SecretVariable), "jwt": i.Secret(i.JWTVariable)}
	open, err := server.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: "ringcentral_access_token",
		Config:   configuration(t, server, i.App.ClientID, secrets, 600),
	})
	if err != nil || len(open.Diagnostics) > 0 {
		t.Fatalf("%v %v", err, open.Diagnostics)
	}
	if err := server.provider.Close(t.Context()); err != nil {
		t.Error(err)
	}
	i.wantSessions(t, 1)
}

type protocolServer struct {
	tfprotov6.ProviderServer
	provider *provider.Provider
}

func configured(t *testing.T, i *integration) protocolServer {
	t.Helper()
	p := provider.New("test", func(name string) (string, bool) {
		return i.URL, name == "RINGCENTRAL_SERVER_URL"
	})
	server := protocolServer{providerserver.NewProtocol6(frameworkprovider.Provider(p))(), p}
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	config := providertest.Object(t, schema.Provider.ValueType(), nil)
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: config})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatalf("%v %v", err, resp.Diagnostics)
	}
	return server
}

func configuration(t *testing.T, server protocolServer, clientID string, secrets map[string]string, ttl int) *tfprotov6.DynamicValue {
	t.Helper()
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]tftypes.Value{
		"client_id": tftypes.NewValue(tftypes.String, clientID),
		"ttl":       tftypes.NewValue(tftypes.Number, ttl),
	}
	for name, value := range secrets {
		values[name] = tftypes.NewValue(tftypes.String, value)
	}
	return providertest.Object(t, schema.EphemeralResourceSchemas["ringcentral_access_token"].ValueType(), values)
}
