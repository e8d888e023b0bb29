// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"context"
	"fmt"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// Document is a parsed OpenAPI document. It is safe for concurrent use.
type Document struct {
	specification *openapi3.T
	router        routers.Router
}

var (
	documentsMutex sync.Mutex
	// documents maps a path to a function that parses the file once.
	documents = map[string]func() (*Document, error){}
)

// Load parses the document. Each path is parsed once in the life of the process.
func Load(path string) (*Document, error) {
	documentsMutex.Lock()
	load, known := documents[path]
	if !known {
		load = sync.OnceValues(func() (*Document, error) { return parse(path) })
		documents[path] = load
	}
	documentsMutex.Unlock()
	return load()
}

func parse(path string) (*Document, error) {
	specification, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the OpenAPI document %s: %w", path, err)
	}
	detach(specification)
	correct(specification)
	err = specification.Validate(context.Background(),
		openapi3.SetRegexCompiler(compilePattern), openapi3.DisableExamplesValidation(), openapi3.DisableSchemaDefaultsValidation())
	if err != nil {
		return nil, fmt.Errorf("check the OpenAPI document %s: %w", path, err)
	}
	router, err := gorillamux.NewRouter(specification)
	if err != nil {
		return nil, fmt.Errorf("route the OpenAPI document %s: %w", path, err)
	}
	return &Document{specification: specification, router: router}, nil
}

// detach makes the document apply to any host and leaves authentication to the
// server under test. RingCentral's document also refers to a security scheme,
// OauthBasicScheme, that it does not define.
func detach(specification *openapi3.T) {
	specification.Servers = openapi3.Servers{{URL: "/"}}
	specification.Security = nil
	for _, item := range specification.Paths.Map() {
		item.Servers = nil
		for _, operation := range item.Operations() {
			operation.Servers = nil
			operation.Security = nil
		}
	}
}
