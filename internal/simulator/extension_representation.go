// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"encoding/json"
	"time"
)

const timestampLayout = "2006-01-02T15:04:05.000Z"

func timestamp(t time.Time) string { return t.UTC().Format(timestampLayout) }

// extensionRecord is a record of the extension list
// (GetExtensionListInfoResponse of the OpenAPI document).
type extensionRecord struct {
	ID              json.Number           `json:"id"`
	URI             string                `json:"uri"`
	ExtensionNumber string                `json:"extensionNumber,omitempty"`
	Name            string                `json:"name"`
	Type            string                `json:"type"`
	SubType         string                `json:"subType,omitempty"`
	Status          string                `json:"status"`
	Contact         contactInfo           `json:"contact"`
	Hidden          bool                  `json:"hidden"`
	PartnerID       string                `json:"partnerId,omitempty"`
	References      []Reference           `json:"references,omitempty"`
	Roles           []assignedRole        `json:"roles,omitzero"`
	Site            *siteReference        `json:"site,omitempty"`
	CostCenter      costCenterReference   `json:"costCenter"`
	Permissions     legacyPermissions     `json:"permissions"`
	ProfileImage    profileImageReference `json:"profileImage"`
	CreationTime    string                `json:"creationTime"`
}

// extensionInfo is the GetExtensionInfoResponse of the OpenAPI document.
type extensionInfo struct {
	extensionRecord
	Account          accountReference `json:"account"`
	StatusInfo       StatusInfo       `json:"statusInfo,omitzero"`
	SetupWizardState string           `json:"setupWizardState"`
	RegionalSettings RegionalSettings `json:"regionalSettings"`
	ServiceFeatures  []serviceFeature `json:"serviceFeatures,omitempty"`
}

type contactInfo struct {
	Contact
	Name string `json:"name"`
}

type accountReference struct {
	ID  string `json:"id"`
	URI string `json:"uri"`
}

type costCenterReference struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type legacyPermissions struct {
	Admin                enabled `json:"admin"`
	InternationalCalling enabled `json:"internationalCalling"`
}

type enabled struct {
	Enabled bool `json:"enabled"`
}

type profileImageReference struct {
	URI string `json:"uri"`
}

type serviceFeature struct {
	Name    string `json:"featureName"`
	Enabled bool   `json:"enabled"`
}

// serviceFeatures are the features of the account's service plan.
var serviceFeatures = []serviceFeature{
	{"DeveloperPortal", true}, {"SMS", true}, {"Presence", true}, {"VoipCalling", true}, {"Calendar", false},
}

func (s *Simulator) accountURI() string { return s.baseURL + "/restapi/v1.0/account/" + s.accountID }

func (s *Simulator) extensionURI(id string) string { return s.accountURI() + "/extension/" + id }

func (s *Simulator) extensionRecord(e *Extension) extensionRecord {
	uri := s.extensionURI(e.ID)
	var roles []assignedRole
	if canLogIn(e.Type) {
		roles = s.assignedRoles(e, true)
	}
	return extensionRecord{
		ID: json.Number(e.ID), URI: uri, ExtensionNumber: e.ExtensionNumber, Name: e.Name(),
		Type: e.Type, SubType: e.SubType, Status: e.Status,
		Contact: contactInfo{Contact: e.Contact, Name: e.Name()},
		Hidden:  e.Hidden, PartnerID: e.PartnerID, References: e.References,
		Roles: roles, Site: s.siteOf(e), CostCenter: costCenterByID(e.CostCenterID).reference(),
		Permissions: legacyPermissions{
			Admin:                enabled{s.holds(e, "AccountAdministration")},
			InternationalCalling: enabled{s.holds(e, "InternationalCalling")},
		},
		ProfileImage: profileImageReference{uri + "/profile-image"},
		CreationTime: timestamp(e.CreationTime),
	}
}

// extensionInfo describes an extension to a caller, who sees the service
// features of no extension but the caller's own.
func (s *Simulator) extensionInfo(e, caller *Extension) extensionInfo {
	info := extensionInfo{
		extensionRecord:  s.extensionRecord(e),
		Account:          accountReference{ID: s.accountID, URI: s.accountURI()},
		StatusInfo:       e.StatusInfo,
		SetupWizardState: e.SetupWizardState,
		RegionalSettings: e.RegionalSettings,
	}
	if e.ID == caller.ID {
		info.ServiceFeatures = serviceFeatures
	}
	return info
}
