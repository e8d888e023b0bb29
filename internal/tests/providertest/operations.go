// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// Operations lists the operations of the API that the provider calls, by the IDs of
// the OpenAPI document. Each has its row in the fault matrix of internal/tests/resilience,
// which fails if this list and what its situations call differ. An acceptance test fails
// if the provider calls another one.
var Operations = []string{
	"assignDefaultRole",
	"assignMultipleUserRoles",
	"auditTrailSearch",
	"authJwks",
	"bulkDeleteUsersV2",
	"checkUserPermission",
	"createCustomRole",
	"createExtension",
	"deleteCustomRole",
	"deleteExtension",
	"getToken",
	"listAssignedRoles",
	"listExtensionPhoneNumbers",
	"listExtensions",
	"listPermissions",
	"listSites",
	"listUserAssignedRoles",
	"listUserRoles",
	"readAPIVersions",
	"readAccountInfo",
	"readAuthorizationProfile",
	"readExtension",
	"readExtensionFeatures",
	"readUserRole",
	"revokeToken",
	"updateExtension",
	"updateUserAssignedRoles",
	"updateUserRole",
}

// expectKnownOperations fails the test if the provider has called an operation that
// the fault matrix does not know.
func expectKnownOperations(t *testing.T, platform *simulator.Simulator) {
	t.Helper()
	for _, r := range platform.Requests() {
		if strings.HasPrefix(r.UserAgent, "terraform-provider-ringcentral/") && r.OperationID != "" && !slices.Contains(Operations, r.OperationID) {
			t.Errorf(
				"the provider calls %s, which has no row in the fault matrix: add it to providertest.Operations and to a situation of internal/tests/resilience",
				r.OperationID,
			)
			return
		}
	}
}

// FaultsReport is the variable that names a file to which every cell of the fault
// matrix adds a line: its name, and whether its outcome was right.
const FaultsReport = "RINGCENTRAL_FAULTS_REPORT"

// ReportFault adds a cell to the report, if there is one.
func ReportFault(t *testing.T, right bool) {
	t.Helper()
	appendLine(t, FaultsReport, strings.ReplaceAll(t.Name(), " ", "_")+" "+map[bool]string{true: "true", false: "false"}[right])
}

// ChaosReport is the variable that names a file to which every storm adds a line: its
// name, its operations and faults, and what was lost, doubled, orphaned and leaked.
const ChaosReport = "RINGCENTRAL_CHAOS_REPORT"

// ReportChaos adds a storm to the report, if there is one.
func ReportChaos(t *testing.T, operations, faults, lost, doubled, orphans, leaks int) {
	t.Helper()
	appendLine(t, ChaosReport, fmt.Sprintf("%s %d %d %d %d %d %d", t.Name(), operations, faults, lost, doubled, orphans, leaks))
}
