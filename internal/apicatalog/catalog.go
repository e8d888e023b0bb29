// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package apicatalog lists what each operation of the RingCentral API requires: the
// application scope, the user permissions, the features and the usage group. It is
// generated from RingCentral's OpenAPI document, and makes no network calls.
package apicatalog

import (
	_ "embed"
	"strings"
	"sync"
)

//go:generate go run ../tools/apicatalog operations.tsv

//go:embed operations.tsv
var table string

// Operation is one operation of the API.
type Operation struct {
	ID     string
	Method string
	// Path holds parameters in braces.
	Path string
	// Scope is the application scope; empty if none is needed.
	Scope string
	// Permissions are the user permissions of which the user needs one; empty if none.
	Permissions []string
	// Features are groups of features of the account. The user needs one of each group.
	Features [][]string
	// UsageGroup is the rate limit that the operation counts against.
	UsageGroup string
}

const (
	columns = 7
	// or separates alternative permissions.
	or = "|"
	// featureAnd and featureOr join features as the document does.
	featureAnd = " AND "
	featureOr  = " OR "
)

// all parses the table when it is first needed.
var all = sync.OnceValue(func() []Operation {
	lines := strings.Split(strings.TrimSuffix(table, "\n"), "\n")
	operations := make([]Operation, 0, len(lines))
	for _, line := range lines {
		fields := strings.SplitN(line, "\t", columns)
		operation := Operation{ID: fields[0], Method: fields[1], Path: fields[2], Scope: fields[3], UsageGroup: fields[5], Features: ParseFeatures(fields[6])}
		if fields[4] != "" {
			operation.Permissions = strings.Split(fields[4], or)
		}
		operations = append(operations, operation)
	}
	return operations
})

// Operations returns every operation, sorted by ID.
func Operations() []Operation { return append([]Operation(nil), all()...) }

// Line writes an operation as a line of the table.
func (o Operation) Line() string {
	return strings.Join([]string{o.ID, o.Method, o.Path, o.Scope, strings.Join(o.Permissions, or), o.UsageGroup, o.featureText()}, "\t")
}

// ParseFeatures reads features as RingCentral's OpenAPI document writes them: "A",
// "A AND B" or "A OR B".
func ParseFeatures(text string) [][]string {
	if text == "" {
		return nil
	}
	var groups [][]string
	for _, group := range strings.Split(text, featureAnd) {
		groups = append(groups, strings.Split(group, featureOr))
	}
	return groups
}

func (o Operation) featureText() string {
	groups := make([]string, 0, len(o.Features))
	for _, group := range o.Features {
		groups = append(groups, strings.Join(group, featureOr))
	}
	return strings.Join(groups, featureAnd)
}
