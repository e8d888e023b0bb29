// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package conformance checks HTTP traffic against RingCentral's OpenAPI
// document: every request that the provider sends and every response that the
// simulator gives. It is used by tests only.
package conformance

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/dlclark/regexp2/v2"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// Variable names the environment variable that holds the path of the document.
const Variable = "RINGCENTRAL_OPENAPI"

// siblingDocument is where the document is looked for beside a checkout.
const siblingDocument = "../shared/ringcentral-openapi.yml"

// Document is RingCentral's OpenAPI document, ready to check traffic.
type Document struct {
	router routers.Router
}

// Locate returns the path of the document, or "" if there is none. It is an
// error if the environment names a file that is missing.
func Locate() (string, error) {
	if path := os.Getenv(Variable); path != "" {
		if _, err := os.Stat(path); err != nil {
			return "", fmt.Errorf("%s names a file that cannot be read: %w", Variable, err)
		}
		return path, nil
	}
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	path := filepath.Join(root, siblingDocument)
	if _, err := os.Stat(path); err != nil {
		return "", nil //nolint:nilerr // no document beside the checkout is a normal state
	}
	return path, nil
}

func moduleRoot() (string, error) {
	directory, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("finding the module: %w", err)
	}
	for ; ; directory = filepath.Dir(directory) {
		if _, err := os.Stat(filepath.Join(directory, "go.mod")); err == nil {
			return directory, nil
		}
		if directory == filepath.Dir(directory) {
			return "", fmt.Errorf("finding the module: no go.mod above the working directory")
		}
	}
}

var (
	loadedMu sync.Mutex
	loaded   = map[string]*Document{}
)

// Load reads the document. It is read once per path and process.
func Load(path string) (*Document, error) {
	loadedMu.Lock()
	defer loadedMu.Unlock()
	if document, ok := loaded[path]; ok {
		return document, nil
	}
	spec, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the OpenAPI document: %w", err)
	}
	// The checks are about any server, and the simulator checks authentication.
	spec.Servers = openapi3.Servers{{URL: "/"}}
	spec.Security = nil
	for _, item := range spec.Paths.Map() {
		for _, operation := range item.Operations() {
			operation.Security = nil
			operation.Servers = nil
		}
		item.Servers = nil
	}
	router, err := gorillamux.NewRouter(spec)
	if err != nil {
		return nil, fmt.Errorf("reading the routes of the OpenAPI document: %w", err)
	}
	document := &Document{router: router}
	loaded[path] = document
	return document, nil
}

// compilePattern compiles the document's patterns, some of which look ahead.
func compilePattern(expression string) (openapi3.RegexMatcher, error) {
	compiled, err := regexp2.Compile(expression, regexp2.ECMAScript)
	if err != nil {
		return nil, fmt.Errorf("compiling a pattern of the document: %w", err)
	}
	return matcher{compiled}, nil
}

type matcher struct{ expression *regexp2.Regexp }

// MatchString implements openapi3.RegexMatcher.
func (m matcher) MatchString(s string) bool {
	matched, err := m.expression.MatchString(s)
	return err == nil && matched
}
