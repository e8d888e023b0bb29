// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Variable names the environment variable that holds the path of the document.
const Variable = "RINGCENTRAL_OPENAPI"

// siblingDocument is relative to the module root.
const siblingDocument = "../shared/ringcentral-openapi.yml"

// Locate returns the path of the OpenAPI document: the one that the environment
// variable RINGCENTRAL_OPENAPI names, else ../shared/ringcentral-openapi.yml
// beside the module root. The path is empty when neither exists; the caller then
// skips its checks and says so. It is an error when RINGCENTRAL_OPENAPI names a
// file that cannot be found, so that a typing error does not switch checks off.
func Locate() (path string, err error) {
	if path = os.Getenv(Variable); path != "" {
		if _, err := os.Stat(path); err != nil { //nolint:gosec // the developer names the file
			return "", fmt.Errorf("find the OpenAPI document that %s names: %w", Variable, err)
		}
		return path, nil
	}
	root, err := moduleRoot()
	if err != nil || root == "" {
		return "", err
	}
	path = filepath.Join(root, filepath.FromSlash(siblingDocument))
	switch _, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("find the OpenAPI document: %w", err)
	}
	return path, nil
}

// moduleRoot returns the nearest directory above the working directory that
// holds a go.mod, or "".
func moduleRoot() (string, error) {
	directory, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the module root: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(directory, "go.mod")); err == nil {
			return directory, nil
		}
		parent := filepath.Dir(directory)
		if parent == directory {
			return "", nil
		}
		directory = parent
	}
}
