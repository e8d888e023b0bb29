// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// Account is a RingCentral account.
type Account struct {
	// ID is also the ID of the account's system extension.
	ID          ID     `json:"id"`
	MainNumber  string `json:"mainNumber"`
	Status      string `json:"status"`
	ServiceInfo struct {
		Brand struct {
			ID   ID     `json:"id"`
			Name string `json:"name"`
		} `json:"brand"`
		ServicePlan struct {
			ID   ID     `json:"id"`
			Name string `json:"name"`
		} `json:"servicePlan"`
	} `json:"serviceInfo"`
}

// Account reads the client's account.
func (c *Client) Account(ctx context.Context) (*Account, error) {
	return c.account.Get(ctx, func(ctx context.Context) (*Account, error) {
		var account Account
		err := c.doIdentified(ctx, call{method: http.MethodGet, group: transport.Light, path: c.accountPath(""), into: &account}, &account.ID)
		return &account, err
	})
}
