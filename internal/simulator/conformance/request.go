// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// request returns what is wrong with a request to a declared operation.
func (d *Document) request(r *http.Request, body []byte, route *routers.Route, pathParameters map[string]string) []string {
	comparison := d.comparison(openapi3.VisitAsRequest())
	problems := comparison.parameters(r, route, pathParameters)
	declared := route.Operation.RequestBody
	switch {
	case len(body) == 0 && declared != nil && declared.Value.Required:
		problems = append(problems, "the body is missing")
	case len(body) == 0:
	case declared == nil:
		problems = append(problems, "the operation takes no body")
	default:
		problems = append(problems, comparison.body(declared.Value.Content, r.Header.Get("Content-Type"), body)...)
	}
	return problems
}

func (c comparison) parameters(r *http.Request, route *routers.Route, pathParameters map[string]string) []string {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return []string{"the query is malformed"}
	}
	input := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: decoded(pathParameters), QueryParams: query, Route: route,
		Options: &openapi3filter.Options{SkipSettingDefaults: true, MultiError: true, SchemaValidationOptions: schemaOptions()},
	}
	declared := declaredParameters(route)
	problems := queryNames(query, declared, undeclaredParameters[route.Operation.OperationID])
	for _, parameter := range declared {
		err := openapi3filter.ValidateParameter(r.Context(), input, parameter)
		for _, f := range c.parameterFindings(err, parameter) {
			problems = append(problems, parameter.In+" parameter "+parameter.Name+pointer(f.place)+" "+f.rule)
		}
	}
	return problems
}

// declaredParameters returns the parameters of an operation, with those of its
// path item that it does not override.
func declaredParameters(route *routers.Route) []*openapi3.Parameter {
	var declared []*openapi3.Parameter
	for _, reference := range route.Operation.Parameters {
		declared = append(declared, reference.Value)
	}
	for _, reference := range route.PathItem.Parameters {
		if route.Operation.Parameters.GetByInAndName(reference.Value.In, reference.Value.Name) == nil {
			declared = append(declared, reference.Value)
		}
	}
	return declared
}

// queryNames finds query parameters that are undeclared, and repeated ones that
// are not declared as an exploded array.
func queryNames(query url.Values, declared []*openapi3.Parameter, accepted []string) []string {
	var problems []string
	for _, name := range slices.Sorted(maps.Keys(query)) {
		at := slices.IndexFunc(declared, func(p *openapi3.Parameter) bool { return p.In == openapi3.ParameterInQuery && p.Name == name })
		switch {
		case at < 0 && slices.Contains(accepted, name):
		case at < 0 && query.Get(name) == "":
			problems = append(problems, "the query has an undeclared parameter without a value")
		case at < 0:
			problems = append(problems, "query parameter "+printable(name)+" is not declared")
		case len(query[name]) > 1 && !repeatable(declared[at]):
			problems = append(problems, "query parameter "+name+" is repeated")
		}
	}
	return problems
}

func repeatable(parameter *openapi3.Parameter) bool {
	method, err := parameter.SerializationMethod()
	return err == nil && method.Explode && parameter.Schema != nil && isArray(parameter.Schema.Value)
}

func (c comparison) parameterFindings(err error, parameter *openapi3.Parameter) []finding {
	var undecodable *openapi3filter.ParseError
	switch schema := parameter.Schema; {
	case err == nil:
		return nil
	case errors.Is(err, openapi3filter.ErrInvalidRequired):
		return []finding{{nil, "is required"}}
	case errors.Is(err, openapi3filter.ErrInvalidEmptyValue):
		return []finding{{nil, "must not be empty"}}
	case !errors.As(err, &undecodable):
		return c.findings(err, nil)
	case schema != nil && len(schema.Value.Type.Slice()) > 0:
		return []finding{{nil, rule(schema.Value, "type")}}
	}
	return []finding{{nil, "cannot be decoded"}}
}

// decoded removes the percent-encoding that the router leaves in place.
func decoded(pathParameters map[string]string) map[string]string {
	plain := map[string]string{}
	for name, value := range pathParameters {
		if text, err := url.PathUnescape(value); err == nil {
			value = text
		}
		plain[name] = value
	}
	return plain
}
