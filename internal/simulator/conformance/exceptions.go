// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// This file holds every place where the checks depart from the document because
// the platform is known to.

// misdeclaredFormats are properties whose declared format contradicts their own
// description.
var misdeclaredFormats = []struct{ schema, property string }{
	// The identifier of a site is a number or "main-site", not a URI.
	{"ProvisioningSiteInfo", "id"},
	// The identifier of a department extension is a number, not a URI.
	{"DepartmentInfo", "id"},
}

// correct removes the formats that are certainly wrong.
func correct(specification *openapi3.T) {
	if specification.Components == nil {
		return
	}
	for _, wrong := range misdeclaredFormats {
		if schema := specification.Components.Schemas[wrong.schema]; schema != nil && schema.Value.Properties[wrong.property] != nil {
			schema.Value.Properties[wrong.property].Value.Format = ""
		}
	}
}

// undeclaredParameters are query parameters that an operation accepts although the
// document does not declare them, by the ID of the operation.
var undeclaredParameters = map[string][]string{
	// The response has paging and navigation. RingCentral's own migration tool reads
	// page by page.
	"listSites": {"page", "perPage"},
}

const oauthPrefix = "/restapi/oauth/"

// errorCopies are properties that errors carry beside the declared ones. The
// document declares the list "errors" alone, while the platform repeats the first
// error at the top level (observed in production).
func errorCopies(path string) openapi3.Schemas {
	// CMN-419 has permissionsName instead of permissionName (observed).
	names := []string{"errorCode", "message", "permissionName", "permissionsName", "parameterName"}
	if strings.HasPrefix(path, oauthPrefix) {
		// RFC 6749, section 5.2. The document declares "error" for one status only
		// and never declares "error_description".
		names = append(names, "error", "error_description")
	}
	copies := openapi3.Schemas{}
	for _, name := range names {
		copies[name] = openapi3.NewSchemaRef("", openapi3.NewStringSchema())
	}
	return copies
}

// declaredErrorExtras is the schema that a declared error response of the path
// may match beside its own.
func declaredErrorExtras(path string) *openapi3.Schema {
	return &openapi3.Schema{Properties: errorCopies(path)}
}

// errorEnvelope is the schema of an error whose status the document does not
// list for the operation, or lists without a body. Every operation can respond
// 401, 429 and 5xx, for one, but few operations list them. The shape is that of
// RingCentral's error guide.
func errorEnvelope(path string) *openapi3.Schema {
	detail := openapi3.NewObjectSchema().
		WithProperty("errorCode", openapi3.NewStringSchema()).
		WithProperty("message", openapi3.NewStringSchema()).
		WithRequired([]string{"errorCode", "message"}).
		WithAnyAdditionalProperties()
	envelope := openapi3.NewObjectSchema()
	envelope.Properties = errorCopies(path)
	envelope.WithProperty("errors", openapi3.NewArraySchema().WithItems(detail).WithMinItems(1))
	identified := []*openapi3.Schema{
		{Required: []string{"errorCode", "message"}},
		{Required: []string{"errors"}},
	}
	if strings.HasPrefix(path, oauthPrefix) {
		identified = append(identified, &openapi3.Schema{Required: []string{"error"}})
	}
	for _, alternative := range identified {
		envelope.AnyOf = append(envelope.AnyOf, openapi3.NewSchemaRef("", alternative))
	}
	return envelope
}
