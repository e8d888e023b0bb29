// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"bytes"
	"io"
	"net/http"
)

// gitLabState is a Terraform state that GitLab keeps.
type gitLabState struct {
	content []byte
	lock    []byte
}

// state returns the state that a job may reach with its own token.
func (g *gitLab) state(w http.ResponseWriter, r *http.Request) *gitLabState {
	user, password, _ := r.BasicAuth()
	if user != "gitlab-ci-token" || password != gitLabJobToken {
		w.WriteHeader(http.StatusUnauthorized)
		return nil
	}
	name := r.PathValue("name")
	if g.states[name] == nil {
		g.states[name] = &gitLabState{}
	}
	return g.states[name]
}

func (g *gitLab) serveState(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	state := g.state(w, r)
	switch {
	case state == nil:
	case r.Method == http.MethodGet && state.content == nil:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodGet:
		_, _ = w.Write(state.content)
	case r.Method == http.MethodPost && !bytes.Contains(state.lock, []byte(r.URL.Query().Get("ID"))):
		w.WriteHeader(http.StatusConflict)
	case r.Method == http.MethodPost:
		state.content, _ = io.ReadAll(r.Body)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func (g *gitLab) serveLock(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	state := g.state(w, r)
	switch {
	case state == nil:
	case r.Method == http.MethodPost && state.lock != nil:
		w.WriteHeader(http.StatusLocked)
		_, _ = w.Write(state.lock)
	case r.Method == http.MethodPost:
		state.lock, _ = io.ReadAll(r.Body)
	case r.Method == http.MethodDelete:
		state.lock = nil
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}
