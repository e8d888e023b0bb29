// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command apicatalog writes the table of operations from RingCentral's OpenAPI
// document, which RINGCENTRAL_OPENAPI names, to the file named by its argument.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	document := os.Getenv("RINGCENTRAL_OPENAPI")
	if len(arguments) != 1 || document == "" {
		return fmt.Errorf("usage: RINGCENTRAL_OPENAPI=document apicatalog FILE")
	}
	table, err := tableOf(document)
	if err != nil {
		return err
	}
	return os.WriteFile(arguments[0], []byte(table), 0o644) //nolint:gosec // a source file
}

// tableOf returns the table of a document.
func tableOf(path string) (string, error) {
	document, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return "", fmt.Errorf("loading the OpenAPI document: %w", err)
	}
	var lines []string
	for path, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			lines = append(lines, apicatalog.Operation{
				ID: operation.OperationID, Method: method, Path: path,
				Scope: text(operation, "x-app-permission"), Permissions: alternatives(text(operation, "x-user-permission")),
				UsageGroup: text(operation, "x-throttling-group"), Features: apicatalog.ParseFeatures(text(operation, "x-feature")),
			}.Line())
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n", nil
}

func text(operation *openapi3.Operation, extension string) string {
	value, _ := operation.Extensions[extension].(string)
	return strings.TrimSpace(value)
}

func alternatives(permissions string) []string {
	if permissions == "" {
		return nil
	}
	return strings.Split(permissions, " OR ")
}
