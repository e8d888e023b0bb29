// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"fmt"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

// response returns what is wrong with the response of a declared operation.
func (d *Document) response(route *routers.Route, status int, contentType string, body []byte) []string {
	comparison := d.comparison(openapi3.VisitAsResponse())
	isError := status >= http.StatusBadRequest
	declared := route.Operation.Responses.Status(status)
	if declared == nil {
		declared = route.Operation.Responses.Default()
	}
	switch {
	case declared == nil && !isError:
		return []string{fmt.Sprintf("the status %d is not declared", status)}
	case declared == nil && len(body) == 0:
		return []string{fmt.Sprintf("the status %d is not declared and has no error document", status)}
	case declared == nil:
		return comparison.undeclaredError(route.Path, status, contentType, body)
	}
	content := declared.Value.Content
	switch {
	case len(content) > 0 && len(body) == 0:
		return []string{"the body is missing"}
	case len(body) == 0:
		return nil
	case len(content) == 0 && isError:
		return comparison.undeclaredError(route.Path, status, contentType, body)
	case len(content) == 0:
		return []string{fmt.Sprintf("the status %d has no declared body", status)}
	case isError:
		return comparison.body(content, contentType, body, declaredErrorExtras(route.Path))
	}
	return comparison.body(content, contentType, body)
}

// undeclaredError accepts the platform's error document where the document
// describes no body.
func (c comparison) undeclaredError(path string, status int, contentType string, body []byte) []string {
	envelope := openapi3.NewContentWithJSONSchema(errorEnvelope(path))
	problems := c.body(envelope, contentType, body)
	for i, problem := range problems {
		problems[i] = fmt.Sprintf("the status %d has no declared body, and this is no error document: %s", status, problem)
	}
	return problems
}
