// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"errors"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// Violation is one difference between traffic and document. It names properties
// and rules, never values, which could be secret.
type Violation struct {
	Method, Path, OperationID string
	// Where is "request" or "response".
	Where   string
	Problem string
}

func (v Violation) String() string {
	operation := v.OperationID
	if operation == "" {
		operation = "unknown operation"
	}
	return fmt.Sprintf("%s of %s %s (%s): %s", v.Where, v.Method, v.Path, operation, v.Problem)
}

// problemsOf flattens the errors of kin-openapi and leaves out the values that
// their texts quote.
func problemsOf(err error) []string {
	if err == nil {
		return nil
	}
	var several openapi3.MultiError
	if errors.As(err, &several) {
		var problems []string
		for _, one := range several {
			problems = append(problems, problemsOf(one)...)
		}
		return problems
	}
	var schemaError *openapi3.SchemaError
	if errors.As(err, &schemaError) {
		return []string{fmt.Sprintf("/%s breaks the rule %q", strings.Join(schemaError.JSONPointer(), "/"), schemaError.SchemaField)}
	}
	var requestError *openapi3filter.RequestError
	if errors.As(err, &requestError) {
		if requestError.Parameter != nil {
			return []string{fmt.Sprintf("%s parameter %q: %s", requestError.Parameter.In, requestError.Parameter.Name, requestError.Reason)}
		}
		return []string{"request: " + requestError.Reason}
	}
	return []string{"it does not fit the document"}
}
