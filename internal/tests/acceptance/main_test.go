// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// TestMain runs the tests, or the sweepers if -sweep is given.
func TestMain(m *testing.M) {
	// A CLI configuration of the person who runs the tests must not change them.
	if err := os.Unsetenv("TF_CLI_CONFIG_FILE"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	resource.TestMain(m)
}
