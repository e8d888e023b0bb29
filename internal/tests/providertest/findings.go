// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"fmt"
	"os"
	"testing"
)

// FindingsReport is the variable that names a file to which every caused breakage
// adds a line: its name, the expected code, and whether it was distinguished.
const FindingsReport = "RINGCENTRAL_FINDINGS_REPORT"

// ReportFinding adds a breakage to the report, if there is one.
func ReportFinding(t *testing.T, code string, toldApart bool) {
	t.Helper()
	appendLine(t, FindingsReport, fmt.Sprintf("%s %s %t", t.Name(), code, toldApart))
}

// DriftReport is the variable that names a file to which every row of the drift
// matrix, and every irrelevant change, adds a line: its kind, and whether it was
// caught, or rightly caught nobody's eye.
const DriftReport = "RINGCENTRAL_DRIFT_REPORT"

// ReportDrift adds a change to the report, if there is one.
func ReportDrift(t *testing.T, kind string, right bool) {
	t.Helper()
	appendLine(t, DriftReport, fmt.Sprintf("%s %t", kind, right))
}

// DialectsReport is the variable that names a file to which every scenario in a dialect
// adds a line: the dialect, and whether its outcome was right.
const DialectsReport = "RINGCENTRAL_DIALECTS_REPORT"

// ReportDialect adds a scenario to the report, if there is one.
func ReportDialect(t *testing.T, dialect string, right bool) {
	t.Helper()
	appendLine(t, DialectsReport, fmt.Sprintf("%s %t", dialect, right))
}

// CheckReport is the variable that names a file to which every account check adds a line:
// the dialect, whether the check told it apart, the number of questions, and the number of
// objects that it left behind.
const CheckReport = "RINGCENTRAL_CHECK_REPORT"

// ReportCheck adds an account check to the report, if there is one.
func ReportCheck(t *testing.T, dialect string, apart bool, questions, left int) {
	t.Helper()
	appendLine(t, CheckReport, fmt.Sprintf("%s %t %d %d", dialect, apart, questions, left))
}

// appendLine adds a line to the file that a variable names, if it names one.
func appendLine(t *testing.T, variable, line string) {
	t.Helper()
	path := os.Getenv(variable)
	if path == "" {
		return
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Errorf("reporting: %v", err)
		return
	}
	defer file.Close()
	if _, err := fmt.Fprintln(file, line); err != nil {
		t.Errorf("reporting: %v", err)
	}
}
