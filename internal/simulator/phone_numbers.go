// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "encoding/json"

// PhoneNumber is a phone number that a user may use.
type PhoneNumber struct {
	ID          string
	PhoneNumber string
	UsageType   string
	// Features are what the user may do with the number, for example SmsSender.
	Features []string
}

// userPhoneNumber is the UserPhoneNumberInfo of the OpenAPI document.
type userPhoneNumber struct {
	ID          json.Number `json:"id"`
	URI         string      `json:"uri"`
	PhoneNumber string      `json:"phoneNumber"`
	Type        string      `json:"type"`
	UsageType   string      `json:"usageType"`
	PaymentType string      `json:"paymentType"`
	Status      string      `json:"status"`
	Features    []string    `json:"features"`
}

// mainPhoneNumber is the number of the company, which every user may show to those
// they call.
var mainPhoneNumber = PhoneNumber{ID: "809646117", PhoneNumber: mainNumber, UsageType: "MainCompanyNumber", Features: []string{"CallerId"}}

func (s *Simulator) listExtensionPhoneNumbers(c *call) response {
	e, failure := s.requestedExtension(c)
	if failure != noError {
		return failure.response()
	}
	page, failure := paginate(s, c, append([]PhoneNumber{mainPhoneNumber}, e.PhoneNumbers...), defaultPerPage)
	if failure != noError {
		return failure.response()
	}
	return success(described(page, func(n PhoneNumber) userPhoneNumber {
		return userPhoneNumber{
			ID: json.Number(n.ID), URI: s.extensionURI(e.ID) + "/phone-number/" + n.ID, PhoneNumber: n.PhoneNumber,
			Type: "VoiceFax", UsageType: n.UsageType, PaymentType: "Local", Status: "Normal", Features: append([]string{}, n.Features...),
		}
	}))
}
