// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"encoding/json"
	"strconv"
)

// accountInfo is the GetAccountInfoResponse of the OpenAPI document.
type accountInfo struct {
	ID               json.Number        `json:"id"`
	URI              string             `json:"uri"`
	MainNumber       string             `json:"mainNumber"`
	Operator         accountOperator    `json:"operator"`
	ServiceInfo      accountServiceInfo `json:"serviceInfo"`
	SetupWizardState string             `json:"setupWizardState"`
	Status           string             `json:"status"`
	RegionalSettings RegionalSettings   `json:"regionalSettings"`
	Federated        bool               `json:"federated"`
	Limits           accountLimits      `json:"limits"`
}

type accountOperator struct {
	URI             string      `json:"uri"`
	ID              json.Number `json:"id"`
	ExtensionNumber string      `json:"extensionNumber"`
}

type accountServiceInfo struct {
	URI         string      `json:"uri"`
	Brand       namedObject `json:"brand"`
	ServicePlan namedObject `json:"servicePlan"`
}

type namedObject struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type accountLimits struct {
	MaxExtensionNumberLength int `json:"maxExtensionNumberLength"`
}

func (s *Simulator) readAccountInfo(*call) response {
	info := accountInfo{
		ID: json.Number(s.accountID), URI: s.accountURI(), MainNumber: mainNumber,
		Operator: accountOperator{URI: s.extensionURI(s.accountID), ID: json.Number(s.accountID), ExtensionNumber: operatorNumber},
		ServiceInfo: accountServiceInfo{
			URI: s.accountURI() + "/service-info", Brand: namedObject{"1210", "RingCentral"}, ServicePlan: namedObject{"8853", "RingEX Ultra"},
		},
		SetupWizardState: "Completed", Status: s.accountStatus, Limits: accountLimits{MaxExtensionNumberLength: s.account.maxNumberLength()},
	}
	info.RegionalSettings.fillDefaults()
	return success(info)
}

const rootCostCenterID = "401125"

// costCenter is the CostCenterItem of the OpenAPI document. Its ID is a number
// here and a string in an extension.
type costCenter struct {
	ID          int64       `json:"id"`
	Name        string      `json:"name"`
	BillingCode string      `json:"billingCode,omitempty"`
	ParentID    int64       `json:"parentId,omitempty"`
	TaxLocation taxLocation `json:"taxLocation"`
}

type taxLocation struct {
	ID      int64         `json:"id"`
	Name    string        `json:"name"`
	Type    string        `json:"type"`
	Address postalAddress `json:"address"`
}

type postalAddress struct {
	Street  string `json:"street"`
	City    string `json:"city"`
	State   string `json:"state"`
	Zip     string `json:"zip"`
	Country string `json:"country"`
}

var headquarters = taxLocation{
	ID: 981086, Name: "Headquarters", Type: "BillingAddress",
	Address: postalAddress{Street: "20 Davis Drive", City: "Belmont", State: "CA", Zip: "94002", Country: "US"},
}

var costCenters = []costCenter{
	{ID: 401125, Name: "Example Company", TaxLocation: headquarters},
	{ID: 401126, Name: "Operations", BillingCode: "OPS-1", ParentID: 401125, TaxLocation: headquarters},
}

func (c costCenter) idText() string { return strconv.FormatInt(c.ID, 10) }

func (c costCenter) reference() costCenterReference {
	return costCenterReference{ID: c.idText(), Name: c.Name}
}

// costCenterByID returns the root for a cost center that is not known.
func costCenterByID(id string) costCenter {
	for _, known := range costCenters {
		if known.idText() == id {
			return known
		}
	}
	return costCenters[0]
}

type costCenterList struct {
	Records []costCenter `json:"records"`
}

func (s *Simulator) listCostCenters(*call) response {
	return success(costCenterList{Records: costCenters})
}
