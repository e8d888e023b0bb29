// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package apicatalog

import (
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// Find returns the operation that a reference names: an operation ID, or a method
// and a path such as "GET /restapi/v1.0/account/~/extension". The path may hold
// parameters in braces, "~" or real IDs; a query is ignored.
func Find(reference string) (Operation, bool) {
	method, path, isPath := splitReference(reference)
	if !isPath {
		i := slices.IndexFunc(all(), func(o Operation) bool { return o.ID == strings.TrimSpace(reference) })
		if i < 0 {
			return Operation{}, false
		}
		return all()[i], true
	}
	best, literals := Operation{}, -1
	for _, operation := range all() {
		if operation.Method != method {
			continue
		}
		if n, ok := match(operation.Path, path); ok && n > literals {
			best, literals = operation, n
		}
	}
	return best, literals >= 0
}

// splitReference reads a reference by method and path.
func splitReference(reference string) (method, path string, ok bool) {
	method, path, ok = strings.Cut(strings.TrimSpace(reference), " ")
	path, _, _ = strings.Cut(path, "?")
	path = strings.TrimSpace(path)
	return strings.ToUpper(method), strings.TrimSuffix(path, "/"), ok && strings.HasPrefix(path, "/")
}

// match reports whether a path fits a template, and how many of its segments are
// literal: the more, the better it fits.
func match(template, path string) (literals int, ok bool) {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return 0, false
	}
	for i := range want {
		switch {
		case want[i] == got[i]:
			literals++
		case !strings.HasPrefix(want[i], "{") || strings.TrimSpace(got[i]) == "":
			return 0, false
		}
	}
	return literals, true
}

// maxReference bounds what is compared with all operations, in bytes: the longest path
// has less than 150.
const maxReference = 300

// Nearest returns at most n operations that a reference was probably meant to
// name, the nearest first: as IDs, or as method and path if the reference is one.
func Nearest(reference string, n int) []string {
	if len(reference) > maxReference {
		return nil
	}
	method, path, isPath := splitReference(reference)
	type candidate struct {
		name     string
		distance int
	}
	candidates := make([]candidate, 0, len(all()))
	for _, operation := range all() {
		name, wanted := operation.ID, strings.TrimSpace(reference)
		if isPath {
			name, wanted = operation.Method+" "+operation.Path, method+" "+path
		}
		distance := levenshtein.Distance(strings.ToLower(name), strings.ToLower(wanted), nil)
		if !isPath && strings.Contains(strings.ToLower(name), strings.ToLower(wanted)) {
			distance /= 2
		}
		candidates = append(candidates, candidate{name, distance})
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return a.distance - b.distance })
	names := make([]string, 0, n)
	for _, c := range candidates[:min(n, len(candidates))] {
		names = append(names, c.name)
	}
	return names
}
