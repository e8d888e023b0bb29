// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// newVirtualAccount is newAccount for a synctest bubble.
func newVirtualAccount(t *testing.T, o simulator.Options) *account {
	t.Helper()
	a := &account{Simulator: simulator.New(o)}
	a.client = a.newClient(t)
	return a
}

// newClient returns a client with caches of its own, as another process has them.
func (a *account) newClient(t *testing.T) *ringcentral.Client {
	t.Helper()
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: "http://127.0.0.1", UserAgent: "test/1", Transport: simulator.Transport(a), MaxRetries: 3})
	if err != nil {
		t.Fatal(err)
	}
	administrator := a.Administrator()
	return platform.NewClient(platform.NewSession(ringcentral.GrantRequest{
		App:       ringcentral.App{ClientID: administrator.ClientID, ClientSecret: administrator.ClientSecret},
		Assertion: administrator.JWT,
	}, ringcentral.SessionOptions{}), "~")
}
