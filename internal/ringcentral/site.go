// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"net/http"
)

// Site is a site of an account with the multi-site feature.
type Site struct {
	// ID is "main-site" for the main site.
	ID              ID     `json:"id"`
	Name            string `json:"name"`
	ExtensionNumber string `json:"extensionNumber"`
	Code            string `json:"code"`
}

// Sites reads the sites of the account, once in the life of the client. Accounts
// without the multi-site feature have the main one.
func (c *Client) Sites(ctx context.Context) ([]Site, error) {
	sites, err := once(ctx, c, "sites", func(ctx context.Context) (*[]Site, error) {
		var sites struct {
			Records unique[Site] `json:"records"`
		}
		request := call{method: http.MethodGet, group: groupLight, path: c.accountPath("/sites"), into: &sites} // has no pages
		err := c.do(ctx, request)
		if err == nil && sites.Records == nil {
			err = &DecodeError{Method: request.method, Path: request.path, Err: errors.New("it has no list of sites")}
		}
		all := []Site(sites.Records)
		return &all, err
	})
	if err != nil {
		return nil, err
	}
	return *sites, nil
}
