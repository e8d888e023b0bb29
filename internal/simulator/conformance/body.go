// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// body compares a body that is not empty with the declared content. The extras
// describe it beside the declared schema.
func (c comparison) body(content openapi3.Content, contentType string, body []byte, extras ...*openapi3.Schema) []string {
	name, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return []string{"the body has no valid Content-Type"}
	}
	mediaType := content.Get(name)
	if mediaType == nil {
		declared := strings.Join(slices.Sorted(maps.Keys(content)), ", ")
		return []string{"the Content-Type " + printable(name) + " is not declared; declared: " + declared}
	}
	if mediaType.Schema == nil {
		return nil
	}
	schemas := append([]*openapi3.Schema{mediaType.Schema.Value}, extras...)
	switch {
	case name == "application/json" || strings.HasSuffix(name, "+json"):
		return inBody(c.json(body, schemas))
	case name == "application/x-www-form-urlencoded":
		return c.form(string(body), schemas)
	}
	return nil
}

func (c comparison) json(body []byte, schemas []*openapi3.Schema) []string {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return []string{"is not valid JSON"}
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return []string{"is followed by more than one JSON value"}
	}
	return c.problems(value, schemas...)
}

func inBody(problems []string) []string {
	for i, problem := range problems {
		problems[i] = "body " + problem
	}
	return problems
}
