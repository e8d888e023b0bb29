// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// PhoneNumber is a phone number that a user may use.
type PhoneNumber struct {
	ID          ID     `json:"id"`
	PhoneNumber string `json:"phoneNumber"`
	UsageType   string `json:"usageType"`
	Status      string `json:"status"`
	// Features are what the user may do with the number, for example SmsSender.
	Features []string `json:"features"`
}

func (n *PhoneNumber) id() ID     { return n.ID }
func (n PhoneNumber) key() string { return string(n.ID) }

// PhoneNumbers reads the phone numbers of a user, and those of the company that the
// user may use; "~" is the session's owner.
func (c *Client) PhoneNumbers(ctx context.Context, extensionID string) ([]PhoneNumber, error) {
	return list[PhoneNumber](ctx, c.caller, listing{group: transport.Light, path: c.accountPath("/extension/%s/phone-number", extensionID)})
}
