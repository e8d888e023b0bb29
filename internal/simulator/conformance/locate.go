// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"fmt"
	"os"
)

// Variable names the environment variable that holds the path of the document.
const Variable = "RINGCENTRAL_OPENAPI"

// Locate returns the path of the OpenAPI document that the environment variable
// RINGCENTRAL_OPENAPI names. It is empty if that is not set; the caller then skips
// its checks and says so. It is an error when the file cannot be found, so that a
// typing error does not switch checks off.
func Locate() (path string, err error) {
	path = os.Getenv(Variable)
	if path == "" {
		return "", nil
	}
	if _, err := os.Stat(path); err != nil { //nolint:gosec // the developer names the file
		return "", fmt.Errorf("find the OpenAPI document that %s names: %w", Variable, err)
	}
	return path, nil
}
