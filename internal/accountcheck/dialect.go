// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
)

// object is a JSON object.
type object = map[string]any

// fragment is a part of a dialect: rules that make the simulated platform give one
// answer. The names are those of the dialect's file.
type fragment struct {
	Account    object   `json:"account,omitempty"`
	Requests   []object `json:"requests,omitempty"`
	Responses  []object `json:"responses,omitempty"`
	Errors     []object `json:"errors,omitempty"`
	Delays     []object `json:"delays,omitempty"`
	Exceptions []object `json:"exceptions,omitempty"`
}

type dialect struct {
	Name     string     `json:"name"`
	Summary  string     `json:"summary"`
	Evidence []evidence `json:"evidence"`
	fragment
}

type evidence struct {
	Mark   string `json:"mark"`
	Source string `json:"source"`
	Shows  string `json:"shows"`
}

// add merges another fragment. A rule that is there already is not repeated.
func (f *fragment) add(other fragment) {
	if len(other.Account) > 0 {
		merged := maps.Clone(f.Account)
		if merged == nil {
			merged = object{}
		}
		maps.Copy(merged, other.Account)
		f.Account = merged
	}
	f.Requests = addNew(f.Requests, other.Requests)
	f.Responses = addNew(f.Responses, other.Responses)
	f.Errors = addNew(f.Errors, other.Errors)
	f.Delays = addNew(f.Delays, other.Delays)
	f.Exceptions = addNew(f.Exceptions, other.Exceptions)
}

func addNew(rules, others []object) []object {
	for _, other := range others {
		if !slices.ContainsFunc(rules, func(known object) bool { return reflect.DeepEqual(known, other) }) {
			rules = append(rules, other)
		}
	}
	return rules
}

// Dialect returns the dialect of the account as JSON, which ringcentral-simulator
// -dialect and make test DIALECT=file read.
func (r *Report) Dialect() ([]byte, error) {
	d := dialect{
		Name: "account-check", Summary: "An account as an account check has seen it.",
		Evidence: []evidence{{"O", "Account check of the provider " + r.Version, "Everything that is not listed here was as expected, or not asked."}},
	}
	for _, a := range r.Answers {
		if a.Verdict == Differs {
			d.Evidence = append(d.Evidence, evidence{"O", "Account check, question " + a.ID, a.Seen})
			d.add(a.rules)
		}
	}
	// Rules for all requests come first: what refuses every password also refuses one
	// that comes with a status.
	slices.SortStableFunc(d.Requests, func(a, b object) int { return len(conditions(a)) - len(conditions(b)) })
	content, err := json.MarshalIndent(d, "", "  ")
	return append(content, '\n'), err
}

func conditions(rule object) object {
	when, _ := rule["when"].(object)
	return when
}
