// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// FaultHeader marks a response that a test injected; it is passed on unchecked.
const FaultHeader = "X-Simulator-Fault"

// apiPrefixes are the paths that the document describes. Others, like those of
// the Developer Console, are passed through.
var apiPrefixes = []string{"/restapi", "/scim/", "/.well-known/"}

// Middleware checks every API request and its response, and reports each
// difference. It changes nothing.
func (d *Document) Middleware(next http.Handler, report func(Violation)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.ContainsFunc(apiPrefixes, func(prefix string) bool { return strings.HasPrefix(r.URL.Path, prefix) }) {
			next.ServeHTTP(w, r)
			return
		}
		violation := Violation{Method: r.Method, Path: r.URL.Path}
		reportAll := func(where string, problems []string) {
			for _, problem := range problems {
				violation.Where, violation.Problem = where, problem
				report(violation)
			}
		}
		route, parameters, err := d.router.FindRoute(r)
		if err != nil {
			reportAll("request", []string{"the document has no such operation"})
			next.ServeHTTP(w, r)
			return
		}
		violation.OperationID = route.Operation.OperationID
		body, err := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if err == nil {
			reportAll("request", checkRequest(r, body, route, parameters))
		}
		recorder := &recorder{ResponseWriter: w}
		next.ServeHTTP(recorder, r)
		if recorder.status != 0 && w.Header().Get(FaultHeader) == "" {
			reportAll("response", checkResponse(route, recorder.status, w.Header(), recorder.body.Bytes()))
		}
	})
}

// recorder copies a response while it is written.
type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (r *recorder) Write(content []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	r.body.Write(content)
	return r.ResponseWriter.Write(content) //nolint:wrapcheck // a transparent wrapper
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func options() *openapi3filter.Options {
	return &openapi3filter.Options{
		AuthenticationFunc:  openapi3filter.NoopAuthenticationFunc,
		MultiError:          true,
		SkipSettingDefaults: true,
		ExcludeRequestBody:  true, // checked by checkBody, which also finds misspelt names
		RegexCompiler:       compilePattern,
	}
}

func schemaOptions(more ...openapi3.SchemaValidationOption) []openapi3.SchemaValidationOption {
	return append(more, openapi3.MultiErrors(), openapi3.EnableFormatValidation(), openapi3.SetSchemaRegexCompiler(compilePattern))
}

func checkRequest(r *http.Request, body []byte, route *routers.Route, parameters map[string]string) []string {
	input := &openapi3filter.RequestValidationInput{Request: r, PathParams: parameters, Route: route, Options: options()}
	problems := problemsOf(openapi3filter.ValidateRequest(r.Context(), input))
	problems = append(problems, undeclaredQuery(r.URL.Query(), route)...)
	declared := route.Operation.RequestBody
	if declared == nil || declared.Value == nil {
		if len(body) > 0 {
			problems = append(problems, "the operation takes no body")
		}
		return problems
	}
	if len(body) == 0 {
		if declared.Value.Required {
			problems = append(problems, "the operation needs a body")
		}
		return problems
	}
	return append(problems, checkContent(r.Header, body, declared.Value.Content, openapi3.VisitAsRequest())...)
}

func undeclaredQuery(query url.Values, route *routers.Route) []string {
	declared := map[string]bool{}
	for _, parameters := range []openapi3.Parameters{route.PathItem.Parameters, route.Operation.Parameters} {
		for _, parameter := range parameters {
			if parameter.Value != nil && parameter.Value.In == openapi3.ParameterInQuery {
				declared[parameter.Value.Name] = true
			}
		}
	}
	var problems []string
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if !declared[name] {
			problems = append(problems, fmt.Sprintf("query parameter %q is not declared", name))
		}
	}
	return problems
}

// checkContent checks a body in one of the declared media types.
func checkContent(header http.Header, body []byte, content openapi3.Content, as openapi3.SchemaValidationOption) []string {
	mediaType, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return []string{"it has no valid Content-Type"}
	}
	declared := content.Get(mediaType)
	if declared == nil {
		return []string{fmt.Sprintf("the media type %s is not declared", mediaType)}
	}
	if declared.Schema == nil || declared.Schema.Value == nil {
		return nil
	}
	var value any
	switch mediaType {
	case "application/x-www-form-urlencoded":
		fields, err := url.ParseQuery(string(body))
		if err != nil {
			return []string{"the form cannot be parsed"}
		}
		return checkForm(fields, declared.Schema.Value)
	case "application/json":
		if err := json.Unmarshal(body, &value); err != nil {
			return []string{"the JSON cannot be parsed"}
		}
	default:
		return nil
	}
	problems := problemsOf(declared.Schema.Value.VisitJSON(value, schemaOptions(as)...))
	return append(problems, undeclared("", value, declared.Schema.Value)...)
}

// checkForm checks the fields of a form one by one: kin-openapi does not decode
// forms whose schema is a choice, like that of the token endpoint.
func checkForm(fields url.Values, schema *openapi3.Schema) []string {
	alternatives := expand([]*openapi3.Schema{schema})
	var problems []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if len(fields[name]) > 1 {
			problems = append(problems, fmt.Sprintf("the form field %q is repeated", name))
		}
		declarations, _ := declarationsOf(name, alternatives)
		fits := slices.ContainsFunc(declarations, func(declaration *openapi3.Schema) bool {
			return declaration.VisitJSON(formValue(fields.Get(name), declaration), schemaOptions()...) == nil
		})
		switch {
		case len(declarations) == 0:
			problems = append(problems, fmt.Sprintf("the form field %q is not declared", name))
		case !fits:
			problems = append(problems, fmt.Sprintf("the form field %q does not fit its schema", name))
		}
	}
	return problems
}

func formValue(text string, schema *openapi3.Schema) any {
	if schema.Type != nil && (schema.Type.Is("integer") || schema.Type.Is("number") || schema.Type.Is("boolean")) {
		var value any
		if json.Unmarshal([]byte(text), &value) == nil {
			return value
		}
	}
	return text
}

func checkResponse(route *routers.Route, status int, header http.Header, body []byte) []string {
	declared := route.Operation.Responses.Status(status)
	if declared == nil {
		declared = route.Operation.Responses.Default()
	}
	switch {
	case status >= http.StatusBadRequest && isErrorEnvelope(body):
		return nil // the document lists few of the errors that the platform gives
	case declared == nil:
		return []string{fmt.Sprintf("the status %d is not declared", status)}
	case len(declared.Value.Content) == 0:
		if len(body) > 0 {
			return []string{"the document declares no body"}
		}
		return nil
	}
	return checkContent(header, body, declared.Value.Content, openapi3.VisitAsResponse())
}

// isErrorEnvelope recognises RingCentral's error document, as its guide to
// errors describes it.
func isErrorEnvelope(body []byte) bool {
	var envelope struct {
		ErrorCode string `json:"errorCode"`
		Error     string `json:"error"`
		Errors    []struct {
			ErrorCode string `json:"errorCode"`
			Message   string `json:"message"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &envelope) != nil {
		return false
	}
	return envelope.ErrorCode != "" || envelope.Error != "" || len(envelope.Errors) > 0
}
