// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package apioperations_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// integrations are what people build: the operations that each calls.
var integrations = map[string]string{
	"SMS notifier":              "createSMSMessage listMessages",
	"MMS campaign":              "createMMS readMessage deleteMessage",
	"fax gateway":               "createFaxMessage listMessages readMessageContent",
	"internal paging":           "createInternalTextMessage listExtensions",
	"call log export":           "readUserCallLog readCompanyCallLog readCallRecordingContent",
	"call log clean-up":         "readUserCallLog deleteUserCallLog",
	"CRM click-to-dial":         "createRingOutCall readRingOutCallStatus listContacts",
	"CRM contact sync":          "listContacts createContact updateContact deleteContact",
	"presence board":            "readUserPresenceStatus readAccountPresence listExtensions",
	"presence robot":            "readUserPresenceStatus updateUserPresenceStatus",
	"team messaging bot":        "createGlipPostNew listGlipChatsNew createSubscription",
	"compliance export":         "createDataExportTaskNew listDataExportTasksNew",
	"user provisioning":         "createExtension updateExtension deleteExtension listUserRoles updateUserAssignedRoles",
	"role audit":                "listUserRoles readUserRole listAssignedRoles",
	"number inventory":          "listAccountPhoneNumbersV2 assignPhoneNumberV2",
	"call queue manager":        "listCallQueues listCallQueueMembers assignMultipleCallQueueMembers",
	"after-hours switch":        "listAnsweringRules updateAnsweringRule",
	"video meeting scheduler":   "createBridge getVideoMeeting",
	"audit collector":           "auditTrailSearch readAccountInfo",
	"emergency location keeper": "listEmergencyLocations updateEmergencyLocation",
	"webhook listener":          "createSubscription listSubscriptions deleteSubscription",
}

// TestLeastPrivilege derives scopes and role of each integration and calls its
// operations on the platform: all calls are permitted, and without any one scope
// or permission some call is not.
func TestLeastPrivilege(t *testing.T) {
	t.Parallel()
	for name, text := range integrations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls := strings.Fields(text)
			platform := startEverything(t)
			derived := read(t, platform.providerServer(t), calls...)
			if refused := platform.refused(t, derived.scopes, derived.role, calls); len(refused) > 0 {
				t.Fatalf("with %v and %v these are refused: %v", derived.scopes, derived.role, refused)
			}
			for _, scope := range derived.scopes {
				if refused := platform.refused(t, without(derived.scopes, scope), derived.role, calls); !slices.Contains(refused, "CMN-401") {
					t.Errorf("the scope %s is not needed: %v", scope, refused)
				}
			}
			for _, permission := range derived.role {
				if refused := platform.refused(t, derived.scopes, without(derived.role, permission), calls); !slices.Contains(refused, "CMN-408") {
					t.Errorf("the permission %s is not needed: %v", permission, refused)
				}
			}
		})
	}
}

// everything is a platform that knows who may call each operation.
type everything struct {
	*simulator.Simulator
	url string
}

func startEverything(t *testing.T) everything {
	t.Helper()
	platform := simulator.New(simulator.Options{Limits: simulator.GenerousLimits(), EveryOperation: true})
	server := httptest.NewServer(platform)
	t.Cleanup(server.Close)
	platform.SetBaseURL(server.URL)
	return everything{platform, server.URL}
}

// providerServer is a provider with the administrator's credentials.
func (e everything) providerServer(t *testing.T) tfprotov6.ProviderServer {
	t.Helper()
	administrator := e.Administrator()
	return configuredServer(t, map[string]string{
		"RINGCENTRAL_SERVER_URL": e.url, "RINGCENTRAL_CLIENT_ID": administrator.ClientID,
		"RINGCENTRAL_CLIENT_SECRET": administrator.ClientSecret, "RINGCENTRAL_JWT": administrator.JWT,
	})
}

// refused grants scopes and permissions to a new integration, lets it call
// operations, and returns the codes with which calls were not permitted.
func (e everything) refused(t *testing.T, scopes, permissions, calls []string) (codes []string) {
	t.Helper()
	role := e.AddRole(simulator.Role{DisplayName: "Integration", Custom: true, Permissions: append([]string{"DevPortalAccess", "ThirdPartyAppAccess"}, permissions...)})
	owner := e.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{role}, Contact: simulator.Contact{FirstName: "Integration", Email: "integration@example.com"}})
	app, err := e.RegisterApp(simulator.AppRegistration{Name: "Integration", Description: "Does what integrations do.", Scopes: scopes, JWTFlow: true})
	if err != nil {
		t.Fatal(err)
	}
	_, jwt, err := e.CreateCredential(simulator.CredentialRequest{OwnerID: owner, Label: "integration", ClientIDs: []string{app.ClientID}})
	if err != nil {
		t.Fatal(err)
	}
	client, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: e.url})
	if err != nil {
		t.Fatal(err)
	}
	grant, err := client.Grant(t.Context(), ringcentral.GrantRequest{App: ringcentral.App{ClientID: app.ClientID, ClientSecret: app.ClientSecret}, Assertion: jwt})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range calls {
		if code := e.call(t, id, grant.AccessToken()); code != "" {
			codes = append(codes, code)
		}
	}
	return codes
}

// call performs an operation and returns the errorCode with which it was not
// permitted; empty if it was.
func (e everything) call(t *testing.T, id, token string) (code string) {
	t.Helper()
	operation, ok := apicatalog.Find(id)
	if !ok {
		t.Fatalf("there is no operation %s: %v", id, apicatalog.Nearest(id, 3))
	}
	path := strings.NewReplacer("{accountId}", "~", "{extensionId}", "~").Replace(operation.Path)
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") {
			segments[i] = "1"
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), operation.Method, e.url+strings.Join(segments, "/"), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusUnauthorized && resp.StatusCode != http.StatusForbidden {
		return ""
	}
	var refusal struct {
		Code string `json:"errorCode"`
	}
	if err := json.Unmarshal(content, &refusal); err != nil {
		t.Fatal(err)
	}
	return refusal.Code
}

func without(all []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == one })
}
