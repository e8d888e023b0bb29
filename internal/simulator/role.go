// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"slices"
	"time"
)

// Role is a user role: a standard one, or a custom one of the account.
type Role struct {
	ID             string
	DisplayName    string
	Description    string
	Scope          string
	Custom         bool
	Hidden         bool
	SiteCompatible bool
	// Permissions are the IDs that were granted. What they include is added
	// whenever the role is read or judged.
	Permissions []string
	LastUpdated time.Time
}

func (r *Role) clone() Role {
	copied := *r
	copied.Permissions = slices.Clone(r.Permissions)
	return copied
}

func standardRoles() []Role {
	standard := []string{
		"General", "DomesticCalls", "InternalCalls", "Voicemail", "CallHandling", "MessagesAndNotifications",
		"OutboundCallerId", "OutboundFaxSettings", "PhonesAndNumbers", "ScreeningGreetingHoldMusic", "UserInfo",
		"BusinessSms", "InternalSMS", "ConfigurePresence", "OrganizeConference", "Meetings", "Glip", "ReadCallLog",
		"ReadCallRecordings", "RingCentralDesktopApp", "RingCentralMobileApp", "ThirdPartyAppAccess",
	}
	international := append(slices.Clone(standard), "InternationalCalling")
	phoneSystem := append(slices.Clone(international),
		"CompanyInfo", "Sites", "AutoReceptionist", "CompanyNumbers", "Groups", "PhonesAndDevices", "Templates",
		"UserGroups", "Users", "ReadCompanyCallLog")
	return []Role{
		{ID: superAdminRoleID, DisplayName: "Super Admin", Description: "Primary company administrator role", Scope: "Account", Permissions: AssignablePermissions()},
		{
			ID: "2", DisplayName: "Phone System Admin", Description: "Administers the phone system and its users", Scope: "AllExtensions",
			SiteCompatible: true, Permissions: phoneSystem,
		},
		{
			ID: standardInternationalRoleID, DisplayName: "Standard (International)",
			Description: "Standard user with international calling", Scope: "Self", SiteCompatible: true, Permissions: international,
		},
		{ID: "4", DisplayName: "Standard", Description: "Standard user", Scope: "Self", SiteCompatible: true, Permissions: standard},
		{ID: "5", DisplayName: "Billing Admin", Description: "Standard user who also administers billing", Scope: "Account", Permissions: append(slices.Clone(standard),
			"BillingInfo", "CostCenterManagement", "LicensesAndInventory", "PaymentMethod", "Purchase", "UsageInfo", "AuditTrail")},
		{ID: "6", DisplayName: "User Admin", Description: "Standard user who also administers users", Scope: "AllExtensions", SiteCompatible: true,
			Permissions: append(slices.Clone(standard), "Users", "UserGroups")},
	}
}
