// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
)

// Dialect is a named set of differences between a platform and the documented one.
// It is data that a file can hold. The zero value has no difference.
type Dialect struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
	// Evidence says how the differences are known.
	Evidence []Evidence `json:"evidence"`
	// Account are the facts about the account.
	Account AccountFacts `json:"account,omitzero"`
	// Requests, Responses and Errors are applied in the order of the file.
	Requests  []RequestRule  `json:"requests,omitempty"`
	Responses []ResponseRule `json:"responses,omitempty"`
	Errors    []ErrorRule    `json:"errors,omitempty"`
	Delays    []Delay        `json:"delays,omitempty"`
	// Exceptions are where responses contradict the OpenAPI document.
	Exceptions []Exception `json:"exceptions,omitempty"`
}

// Evidence is a source of what a dialect claims.
type Evidence struct {
	// Mark is D for RingCentral's own text, O for a real response or working code, and
	// I for an inference.
	Mark   string `json:"mark"`
	Source string `json:"source"`
	Shows  string `json:"shows"`
}

// Conditions compare attributes, named by their path with dots, with values. A null
// stands for an attribute that is absent. All of them must hold.
type Conditions map[string]any

// RequestRule changes or refuses requests with a JSON object as body. Attributes are
// those of the body. "current." before a path names an attribute of the extension of
// the request's path, as readExtension returns it.
type RequestRule struct {
	Operations []string   `json:"operations"`
	When       Conditions `json:"when,omitempty"`
	// Unless exempts a request if its conditions hold.
	Unless Conditions `json:"unless,omitempty"`
	// Default gives values to absent attributes, Set to all.
	Default map[string]any `json:"default,omitempty"`
	Set     map[string]any `json:"set,omitempty"`
	Refuse  *DialectError  `json:"refuse,omitempty"`
}

// DialectError is an error of the platform API.
type DialectError struct {
	Status        int    `json:"status"`
	Code          string `json:"code"`
	Message       string `json:"message"`
	ParameterName string `json:"parameterName,omitempty"`
}

// ResponseRule changes successful responses.
type ResponseRule struct {
	Operations []string `json:"operations"`
	// Each is the path of an array to whose elements the rule applies, instead of to
	// the whole response.
	Each string         `json:"each,omitempty"`
	When Conditions     `json:"when,omitempty"`
	Omit []string       `json:"omit,omitempty"`
	Set  map[string]any `json:"set,omitempty"`
}

// ErrorRule replaces an error by another one.
type ErrorRule struct {
	Operations []string `json:"operations"`
	// Code is the error code that is replaced.
	Code string `json:"code"`
	// Status, OAuthError and NewCode are the new values; what is empty stays.
	Status     int    `json:"status,omitempty"`
	OAuthError string `json:"error,omitempty"`
	NewCode    string `json:"newCode,omitempty"`
	// WithoutCodes leaves the list of error codes out.
	WithoutCodes bool `json:"withoutCodes,omitempty"`
}

// The objects and views of a Delay.
const (
	objectExtension = "extension"
	objectRole      = "role"

	viewDirect     = "direct"
	viewList       = "list"
	viewAssignment = "assignment"
	viewRelease    = "release"
)

// Delay is the time after which a view of the account shows a change.
type Delay struct {
	// Object is "extension" or "role".
	Object string `json:"object"`
	// View is "direct" (requests with the ID of a new object), "list" (lists that have
	// a new object), "assignment" (assigning a role, to a new user or a new one) or
	// "release" (a role is in use until its deleted user is forgotten).
	View    string `json:"view"`
	Seconds int    `json:"seconds"`
}

// Exception is a difference between the OpenAPI document and the dialect.
type Exception struct {
	Operations []string `json:"operations"`
	// Problem is a pattern of path.Match for what the comparison reports.
	Problem string `json:"problem"`
}

//go:embed dialects/*.json
var dialectFiles embed.FS

// DialectNames returns the names of the built-in dialects, sorted.
func DialectNames() []string {
	files, err := dialectFiles.ReadDir("dialects")
	if err != nil {
		panic("simulator: the dialects are not embedded: " + err.Error())
	}
	var names []string
	for _, file := range files {
		names = append(names, strings.TrimSuffix(file.Name(), ".json"))
	}
	return names
}

// LoadDialect returns the built-in dialect with a name, or else the one in a file.
func LoadDialect(nameOrFile string) (Dialect, error) {
	var content []byte
	var err error
	if slices.Contains(DialectNames(), nameOrFile) {
		content, err = dialectFiles.ReadFile("dialects/" + nameOrFile + ".json")
	} else if content, err = os.ReadFile(nameOrFile); errors.Is(err, os.ErrNotExist) { //nolint:gosec // the person who calls it names the file
		return Dialect{}, fmt.Errorf("%q is neither a file nor one of the dialects %s", nameOrFile, strings.Join(DialectNames(), ", "))
	}
	if err != nil {
		return Dialect{}, err
	}
	dialect, err := parseDialect(content)
	if err != nil {
		return Dialect{}, fmt.Errorf("dialect %s: %w", nameOrFile, err)
	}
	return dialect, nil
}

// MustDialect is LoadDialect for a built-in dialect. It panics if there is none.
func MustDialect(name string) Dialect {
	dialect, err := LoadDialect(name)
	if err != nil {
		panic("simulator: " + err.Error())
	}
	return dialect
}

func parseDialect(content []byte) (Dialect, error) {
	var dialect Dialect
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&dialect); err != nil {
		return Dialect{}, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Dialect{}, errors.New("there is more than one JSON value")
	}
	return dialect, dialect.validate()
}

func (d *Dialect) validate() error {
	var wrong []error
	complain := func(format string, arguments ...any) { wrong = append(wrong, fmt.Errorf(format, arguments...)) }
	if d.Name == "" || d.Summary == "" || len(d.Evidence) == 0 {
		complain("a dialect needs a name, a summary and evidence")
	}
	for _, e := range d.Evidence {
		if !slices.Contains([]string{"D", "O", "I"}, e.Mark) || e.Source == "" || e.Shows == "" {
			complain("evidence needs a mark (D, O or I), a source and what it shows: %+v", e)
		}
	}
	for _, operations := range d.ruledOperations() {
		if len(operations) == 0 {
			complain("a rule names no operation")
		}
		for _, id := range operations {
			if !isDocumented(id) {
				complain("the OpenAPI document has no operation %q", id)
			}
		}
	}
	for _, rule := range d.Requests {
		if len(rule.Default)+len(rule.Set) == 0 && rule.Refuse == nil {
			complain("a rule for requests of %v does nothing", rule.Operations)
		}
		if rule.Refuse != nil && (rule.Refuse.Status < 400 || rule.Refuse.Code == "" || rule.Refuse.Message == "") {
			complain("an error needs a status of at least 400, a code and a message: %+v", *rule.Refuse)
		}
	}
	for _, rule := range d.Errors {
		if rule.Code == "" || rule.Status == 0 && rule.OAuthError == "" && rule.NewCode == "" && !rule.WithoutCodes {
			complain("a rule for errors of %v does nothing", rule.Operations)
		}
	}
	for _, delay := range d.Delays {
		if !slices.Contains(delayedViews[delay.Object], delay.View) || delay.Seconds <= 0 {
			complain("the delay %+v is unknown, or no time", delay)
		}
	}
	for _, exception := range d.Exceptions {
		if _, err := path.Match(exception.Problem, ""); err != nil || exception.Problem == "" {
			complain("%q is no pattern for a problem", exception.Problem)
		}
	}
	return errors.Join(wrong...)
}

var delayedViews = map[string][]string{
	objectExtension: {viewDirect, viewList, viewAssignment},
	objectRole:      {viewDirect, viewList, viewAssignment, viewRelease},
}

func (d *Dialect) ruledOperations() [][]string {
	var all [][]string
	for _, rule := range d.Requests {
		all = append(all, rule.Operations)
	}
	for _, rule := range d.Responses {
		all = append(all, rule.Operations)
	}
	for _, rule := range d.Errors {
		all = append(all, rule.Operations)
	}
	for _, exception := range d.Exceptions {
		all = append(all, exception.Operations)
	}
	return all
}

func isDocumented(operationID string) bool {
	return slices.ContainsFunc(apicatalog.Operations(), func(o apicatalog.Operation) bool { return o.ID == operationID })
}

// Excuses reports whether the dialect contradicts the OpenAPI document on purpose.
func (d *Dialect) Excuses(operationID, problem string) bool {
	return slices.ContainsFunc(d.Exceptions, func(e Exception) bool {
		matches, _ := path.Match(e.Problem, problem)
		return matches && slices.Contains(e.Operations, operationID)
	})
}

// Dialect returns the dialect of the platform.
func (s *Simulator) Dialect() Dialect { return s.dialect }
