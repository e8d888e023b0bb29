// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"maps"
	"regexp"
)

var (
	phoneNumberPattern = regexp.MustCompile(`^\+[1-9]\d{1,14}$`)
	digitsPattern      = regexp.MustCompile(`^\d+$`)
)

// extensionCreationSchema is the ExtensionCreationRequest of the OpenAPI
// document without pronouncedName and name. Contact is required, as the guide on
// creating users says.
func extensionCreationSchema() property {
	properties := extensionProperties()
	properties["contact"] = contactSchema(true)
	properties["status"] = property{enum: extensionStatuses}
	properties["type"] = property{enum: []string{
		"User", "VirtualUser", "DigitalUser", "FlexibleUser", "Department", "Announcement", "Voicemail",
		"SharedLinesGroup", "PagingOnly", "ParkLocation", "Limited",
	}}
	properties["hidden"] = property{kind: kindBoolean}
	properties["costCenter"] = property{kind: kindObject, properties: map[string]property{"id": {required: true}, "name": {}}}
	return property{kind: kindObject, properties: properties}
}

// extensionUpdateSchema is the ExtensionUpdateRequest of the OpenAPI document
// without pronouncedName.
func extensionUpdateSchema() property {
	properties := extensionProperties()
	properties["contact"] = contactSchema(false)
	properties["status"] = property{enum: []string{"Enabled", "Disabled", "Frozen", "NotActivated"}}
	properties["type"] = property{enum: []string{
		"User", "FaxUser", "FlexibleUser", "VirtualUser", "DigitalUser", "Department", "Announcement", "Voicemail",
		"SharedLinesGroup", "PagingOnly", "IvrMenu", "ApplicationExtension", "ParkLocation", "DelegatedLinesGroup", "GroupCallPickup",
	}}
	properties["subType"] = property{enum: []string{"VideoPro", "VideoProPlus", "DigitalSignageOnlyRooms", "Unknown", "Emergency"}}
	integer := property{kind: kindInteger}
	properties["callQueueInfo"] = property{kind: kindObject, properties: map[string]property{
		"slaGoal": integer, "slaThresholdSeconds": integer, "abandonedThresholdSeconds": integer, "includeAbandonedCalls": {kind: kindBoolean},
	}}
	properties["transition"] = property{kind: kindObject, properties: map[string]property{
		"sendWelcomeEmailsToUsers": {kind: kindBoolean}, "sendWelcomeEmail": {kind: kindBoolean},
	}}
	return property{kind: kindObject, properties: properties}
}

// extensionProperties are the properties that creation and update share.
func extensionProperties() map[string]property {
	regional := map[string]property{"timeFormat": {enum: []string{"12h", "24h"}}}
	for _, name := range []string{"homeCountry", "timezone", "language", "greetingLanguage", "formattingLocale", "currency"} {
		regional[name] = referenceSchema()
	}
	return map[string]property{
		"extensionNumber": {pattern: digitsPattern},
		"customFields": {kind: kindArray, items: &property{kind: kindObject, properties: map[string]property{
			"id": {required: true}, "value": {}, "displayName": {},
		}}},
		"password": {nonEmpty: true},
		"ivrPin":   {pattern: digitsPattern},
		"references": {kind: kindArray, items: &property{kind: kindObject, properties: map[string]property{
			"ref": {}, "type": {enum: []string{"PartnerId", "CustomerDirectoryId"}}, "refAccId": {},
		}}},
		"regionalSettings": {kind: kindObject, properties: regional},
		"partnerId":        {nonEmpty: true},
		"setupWizardState": {enum: []string{"NotStarted", "Incomplete", "Completed"}},
		"site":             referenceSchema(),
		"statusInfo": {kind: kindObject, properties: map[string]property{
			"comment": {}, "reason": {enum: []string{"Voluntarily", "Involuntarily"}},
		}},
	}
}

func contactSchema(creation bool) property {
	properties := map[string]property{
		"firstName":        {maxLength: 64, nonEmpty: true, required: creation},
		"email":            {maxLength: 254, email: true, required: creation},
		"businessPhone":    {},
		"mobilePhone":      {pattern: phoneNumberPattern},
		"emailAsLoginName": {kind: kindBoolean},
		"businessAddress": {kind: kindObject, properties: map[string]property{
			"country": {}, "state": {}, "city": {}, "street": {}, "zip": {},
		}},
	}
	maps.Copy(properties, map[string]property{
		"lastName": {maxLength: 64}, "company": {maxLength: 64}, "jobTitle": {maxLength: 64}, "department": {maxLength: 64},
	})
	return property{kind: kindObject, required: creation, properties: properties}
}
