// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/dlclark/regexp2/v2"
	"github.com/getkin/kin-openapi/openapi3"
)

// compilePattern compiles a pattern with ECMAScript semantics, as OpenAPI
// demands. Some patterns of the document look ahead, which package regexp cannot.
func compilePattern(expression string) (openapi3.RegexMatcher, error) {
	compiled, err := regexp2.Compile(expression, regexp2.ECMAScript)
	if err != nil {
		return nil, fmt.Errorf("compile the pattern %s: %w", expression, err)
	}
	return pattern{compiled}, nil
}

type pattern struct{ expression *regexp2.Regexp }

func (p pattern) MatchString(s string) bool {
	matched, err := p.expression.MatchString(s)
	return err == nil && matched
}

var errNotAbsoluteURI = errors.New("not an absolute URI")

// stringFormats are checked beside date, date-time and byte, which kin-openapi
// checks on its own. The format time is not checked: the document uses it for
// more than one notation.
var stringFormats = map[string]openapi3.StringFormatValidator{
	"email": openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForEmail),
	"uuid":  openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC9562),
	"ipv4":  openapi3.NewIPValidator(true),
	"uri": openapi3.NewCallbackValidator(func(value string) error {
		if parsed, err := url.Parse(value); err != nil || !parsed.IsAbs() {
			return errNotAbsoluteURI
		}
		return nil
	}),
}
