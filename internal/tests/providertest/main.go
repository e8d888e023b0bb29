// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// directory holds what the acceptance tests of this process leave on disk: logs
// and whatever Terraform writes outside its working directories.
var directory string

// Main runs the tests of a package. Every package with acceptance tests calls it
// from TestMain. Terraform and the provider log everything, each test to a file
// of its own, so that it can be searched for secrets.
func Main(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if directory, err = os.MkdirTemp("", "ringcentral-acceptance-"); err != nil {
		return 1, fmt.Errorf("preparing acceptance tests: %w", err)
	}
	// A CLI configuration of the person who runs the tests must not change them.
	if err := os.Unsetenv("TF_CLI_CONFIG_FILE"); err != nil {
		return 1, fmt.Errorf("preparing acceptance tests: %w", err)
	}
	for name, value := range map[string]string{
		"TF_LOG":                     "TRACE",
		"TF_ACC_LOG":                 "TRACE",
		"TF_LOG_PATH_MASK":           filepath.Join(directory, "%s.log"),
		"TF_ACC_TEMP_DIR":            directory,
		"TF_ACC_PERSIST_WORKING_DIR": "1",
		"CHECKPOINT_DISABLE":         "1",
	} {
		if err := os.Setenv(name, value); err != nil {
			return 1, fmt.Errorf("preparing acceptance tests: %w", err)
		}
	}
	code = m.Run()
	if code == 0 {
		err = os.RemoveAll(directory)
	} else {
		fmt.Fprintln(os.Stderr, "The logs of the failed tests are in", directory)
	}
	return code, err
}

// logFile is where the logs of a test go.
func logFile(t *testing.T) string {
	t.Helper()
	if directory == "" {
		t.Fatal("TestMain of this package must call providertest.Main")
	}
	return filepath.Join(directory, strings.ReplaceAll(t.Name(), "/", "__")+".log")
}
