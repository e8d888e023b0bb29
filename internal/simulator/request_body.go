// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// property is the part of a JSON schema that the request bodies of the
// implemented operations use. Properties that are not named are refused.
type property struct {
	kind       propertyKind
	maxLength  int
	enum       []string
	pattern    *regexp.Regexp
	email      bool
	nonEmpty   bool
	required   bool
	minItems   int
	maxItems   int
	items      *property
	properties map[string]property
}

type propertyKind int

const (
	kindText propertyKind = iota
	kindBoolean
	kindInteger
	kindObject
	kindArray
)

// readJSON checks the request body against the schema and then decodes it. The
// caller can rely on every value having the declared type.
func readJSON(c *call, schema property, into any) platformError {
	mediaType, _, err := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	if err != nil || mediaType != "application/json" {
		return platformError{
			status: http.StatusUnsupportedMediaType, code: "CMN-407", message: "Content-Type must be application/json",
			parameterName: "Content-Type",
		}
	}
	unparsable := platformError{status: http.StatusBadRequest, code: "CMN-103", message: "Cannot parse the request body"}
	decoder := json.NewDecoder(bytes.NewReader(c.body))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		return unparsable
	}
	if _, err := decoder.Token(); err != io.EOF {
		return unparsable
	}
	if _, isObject := document.(map[string]any); !isObject {
		return unparsable
	}
	if failure := schema.check("", document); failure != noError {
		return failure
	}
	if err := json.Unmarshal(c.body, into); err != nil {
		return unparsable
	}
	return noError
}

func (p property) check(name string, value any) platformError {
	switch p.kind {
	case kindObject:
		return p.checkObject(name, value)
	case kindArray:
		return p.checkArray(name, value)
	case kindBoolean:
		if _, isBoolean := value.(bool); !isBoolean {
			return invalidParameter(name)
		}
	case kindInteger:
		number, isNumber := value.(json.Number)
		if _, err := number.Int64(); !isNumber || err != nil {
			return invalidParameter(name)
		}
	case kindText:
		content, isText := value.(string)
		if !isText || !p.acceptsText(content) {
			return invalidParameter(name)
		}
	}
	return noError
}

func (p property) acceptsText(content string) bool {
	if p.maxLength > 0 && utf8.RuneCountInString(content) > p.maxLength {
		return false
	}
	if p.enum != nil && !slices.Contains(p.enum, content) {
		return false
	}
	if p.pattern != nil && !p.pattern.MatchString(content) {
		return false
	}
	if p.email {
		address, err := mail.ParseAddress(content)
		return err == nil && address.Address == content
	}
	return !p.nonEmpty || strings.TrimSpace(content) != ""
}

func (p property) checkObject(name string, value any) platformError {
	members, isObject := value.(map[string]any)
	if !isObject {
		return invalidParameter(name)
	}
	for _, member := range slices.Sorted(maps.Keys(members)) {
		declared, known := p.properties[member]
		if !known {
			return invalidParameter(memberName(name, member))
		}
		if failure := declared.check(memberName(name, member), members[member]); failure != noError {
			return failure
		}
	}
	for _, member := range slices.Sorted(maps.Keys(p.properties)) {
		declared := p.properties[member]
		if _, present := members[member]; declared.required && !present {
			return invalidParameter(memberName(name, member))
		}
	}
	return noError
}

func (p property) checkArray(name string, value any) platformError {
	elements, isArray := value.([]any)
	if !isArray || len(elements) < p.minItems || p.maxItems > 0 && len(elements) > p.maxItems {
		return invalidParameter(name)
	}
	for i, element := range elements {
		if failure := p.items.check(fmt.Sprintf("%s[%d]", name, i), element); failure != noError {
			return failure
		}
	}
	return noError
}

func memberName(name, member string) string {
	if name == "" {
		return member
	}
	return name + "." + member
}

func referenceSchema() property {
	return property{kind: kindObject, properties: map[string]property{"id": {required: true, nonEmpty: true}}}
}
