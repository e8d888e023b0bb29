// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"fmt"
	"regexp"
	"strings"
)

// The values of Violation.Where.
const (
	inRequest  = "request"
	inResponse = "response"
)

// Violation is one way in which a request or a response departs from the
// document. It holds no value from the traffic.
type Violation struct {
	Method string
	// Path is the path of the request, without the query.
	Path string
	// OperationID is empty when the document has no such operation.
	OperationID string
	// Where is "request" or "response".
	Where string
	// Problem names the place and the rule.
	Problem string
}

// String describes the violation in one line.
func (v Violation) String() string {
	operation := v.Method + " " + v.Path
	if v.OperationID != "" {
		operation += " (" + v.OperationID + ")"
	}
	return fmt.Sprintf("%s: %s: %s", operation, v.Where, v.Problem)
}

var (
	// printableName matches array indexes and what looks like the name of a
	// property, a parameter or a media type.
	printableName = regexp.MustCompile(`^[0-9]{1,3}$|^[A-Za-z_$][A-Za-z0-9_.$/-]{0,39}$`)
	// randomName matches names with more digits than any name of the document has.
	randomName = regexp.MustCompile(`([0-9][^0-9]*){4}`)
)

// printable returns a name that came with the traffic, or a substitute if it
// could be a token or a password in the place of a name.
func printable(name string) string {
	if printableName.MatchString(name) && !randomName.MatchString(name) {
		return name
	}
	return fmt.Sprintf("(a name of %d bytes)", len(name))
}

// pointer renders the place of a value as a JSON pointer.
func pointer(place []string) string {
	var text strings.Builder
	for _, step := range place {
		text.WriteString("/" + printable(step))
	}
	return text.String()
}
