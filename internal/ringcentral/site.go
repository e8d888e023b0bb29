// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// Site is a site of an account with the multi-site feature.
type Site struct {
	// ID is "main-site" for the main site.
	ID              ID     `json:"id"`
	Name            string `json:"name"`
	ExtensionNumber string `json:"extensionNumber"`
	Code            string `json:"code"`
}

func (s Site) key() string { return string(s.ID) }

// Sites reads the sites of the account, once per client. Accounts without the multi-site
// feature have only the main site.
func (c *Client) Sites(ctx context.Context) ([]Site, error) {
	sites, err := c.sites.Get(ctx, func(ctx context.Context) (*[]Site, error) {
		sites, err := list[Site](ctx, c.caller, listing{group: transport.Light, path: c.accountPath("/sites"), firstPagePlain: true})
		return &sites, err
	})
	if err != nil {
		return nil, err
	}
	return *sites, nil
}
