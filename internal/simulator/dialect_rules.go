// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
)

// decodeGeneric returns a JSON text as maps, slices and plain values, in which
// numbers keep their digits.
func decodeGeneric(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}

// generic returns the JSON form of a value as maps, slices and plain values.
func generic(value any) any {
	text, err := json.Marshal(value)
	if err != nil {
		panic("simulator: a value cannot be encoded: " + err.Error())
	}
	decoded, _ := decodeGeneric(text)
	return decoded
}

// attribute returns the value at a path, or nil if it is absent.
func attribute(value any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		members, _ := value.(map[string]any)
		value = members[name]
	}
	return value
}

// parentOf returns the object that has the last member of a path, made if it is
// missing and wanted, and that member's name.
func parentOf(object map[string]any, path string, wanted bool) (parent map[string]any, name string) {
	for {
		first, rest, nested := strings.Cut(path, ".")
		if !nested {
			return object, first
		}
		inner, isObject := object[first].(map[string]any)
		if !isObject && !wanted {
			return nil, ""
		}
		if !isObject {
			inner = map[string]any{}
			object[first] = inner
		}
		object, path = inner, rest
	}
}

func setAttribute(object map[string]any, path string, value any) {
	parent, name := parentOf(object, path, true)
	parent[name] = value
}

func omitAttribute(object map[string]any, path string) {
	parent, name := parentOf(object, path, false)
	delete(parent, name)
}

const currentPrefix = "current."

// hold reports whether all conditions hold. No conditions hold always.
func (c Conditions) hold(object any, current func() any) bool {
	for path, wanted := range c {
		got := attribute(object, path)
		if name, isCurrent := strings.CutPrefix(path, currentPrefix); isCurrent {
			got = attribute(current(), name)
		}
		if !reflect.DeepEqual(got, generic(wanted)) {
			return false
		}
	}
	return true
}

// applyRequestRules changes the body of a request as the dialect says, or refuses it.
func (s *Simulator) applyRequestRules(c *call, op *operation) platformError {
	if !slices.ContainsFunc(s.dialect.Requests, func(r RequestRule) bool { return slices.Contains(r.Operations, op.id) }) {
		return noError
	}
	document, err := decodeGeneric(c.body)
	body, isObject := document.(map[string]any)
	if err != nil || !isObject {
		return noError // the operation refuses it
	}
	current := func() any {
		e, exists := s.extensions.get(c.parameters["extensionId"])
		if !exists {
			return nil
		}
		return generic(s.extensionInfo(e, c.caller))
	}
	for _, rule := range s.dialect.Requests {
		if !slices.Contains(rule.Operations, op.id) || !rule.When.hold(body, current) || len(rule.Unless) > 0 && rule.Unless.hold(body, current) {
			continue
		}
		if e := rule.Refuse; e != nil {
			return platformError{status: e.Status, code: e.Code, message: e.Message, parameterName: e.ParameterName}
		}
		for path, value := range rule.Default {
			if attribute(body, path) == nil {
				setAttribute(body, path, generic(value))
			}
		}
		for path, value := range rule.Set {
			setAttribute(body, path, generic(value))
		}
	}
	c.body, err = json.Marshal(body)
	if err != nil {
		panic("simulator: a request cannot be encoded: " + err.Error())
	}
	return noError
}

// translate turns the response of the documented platform into that of the dialect.
func (d *Dialect) translate(op *operation, resp response) response {
	if resp.status >= http.StatusBadRequest {
		return d.translateError(op, resp)
	}
	for _, rule := range d.Responses {
		if !slices.Contains(rule.Operations, op.id) || resp.value == nil {
			continue
		}
		document := generic(resp.value)
		targets := []any{document}
		if rule.Each != "" {
			targets, _ = attribute(document, rule.Each).([]any)
		}
		for _, target := range targets {
			rule.apply(target)
		}
		resp.value = document
	}
	return resp
}

func (r *ResponseRule) apply(target any) {
	object, isObject := target.(map[string]any)
	if !isObject || !r.When.hold(object, func() any { return nil }) {
		return
	}
	for _, path := range r.Omit {
		omitAttribute(object, path)
	}
	for path, value := range r.Set {
		setAttribute(object, path, generic(value))
	}
}

func (d *Dialect) translateError(op *operation, resp response) response {
	document, isObject := generic(resp.value).(map[string]any)
	if !isObject {
		return resp
	}
	details, _ := document["errors"].([]any)
	if len(details) == 0 {
		return resp
	}
	for _, rule := range d.Errors {
		if !slices.Contains(rule.Operations, op.id) || attribute(details[0], "errorCode") != rule.Code {
			continue
		}
		if rule.Status != 0 {
			resp.status = rule.Status
		}
		if rule.OAuthError != "" {
			document["error"] = rule.OAuthError
		}
		if rule.NewCode != "" {
			for _, object := range append(details, document) {
				if members, ok := object.(map[string]any); ok && members["errorCode"] != nil {
					members["errorCode"] = rule.NewCode
				}
			}
		}
		if rule.WithoutCodes {
			delete(document, "errors")
			delete(document, "errorCode")
		}
		resp.value = document
		return resp
	}
	return resp
}
