// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"go.yaml.in/yaml/v3"
)

// What the platforms of pipelines have in common.

// accounts are the environments of the repository.
var accounts = []string{"staging", "production"}

// decodePipeline reads the definition of a pipeline, in which every key must be known.
func decodePipeline[T any](t *testing.T, path string) (pipeline T) {
	t.Helper()
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(read(t, path))))
	decoder.KnownFields(true)
	if err := decoder.Decode(&pipeline); err != nil {
		t.Fatal(err)
	}
	return pipeline
}

// settings are the secrets or variables of each environment.
type settings map[string]map[string]string

func (s settings) set(environment, name, value string) {
	if s[environment] == nil {
		s[environment] = map[string]string{}
	}
	s[environment][name] = value
}

// serve serves the API of a platform until the test ends, and returns its address.
func serve(t *testing.T, api http.Handler) (url string) {
	t.Helper()
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	return server.URL
}

// add adds a comment with the text of a request.
func (t *tracker) add(i *issue, r *http.Request) (*comment, error) {
	text, err := t.commentText(r)
	if err != nil {
		return nil, err
	}
	return t.comment(i, text)
}

// edit replaces the text of a comment of one of some issues.
func (t *tracker) edit(r *http.Request, among ...*issue) (*comment, error) {
	text, err := t.commentText(r)
	if err != nil {
		return nil, err
	}
	for _, i := range among {
		if c, ok := i.findComment(r.PathValue("id")); ok {
			c.text = text
			return c, nil
		}
	}
	return nil, refusal{http.StatusNotFound, "Not Found"}
}

func (t *tracker) commentText(r *http.Request) (string, error) {
	var body struct {
		Body string `json:"body"`
	}
	err := t.decode(r, &body)
	return body.Body, err
}
