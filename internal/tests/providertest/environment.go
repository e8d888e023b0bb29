// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package providertest runs acceptance tests: the real Terraform binary and the
// provider against the simulator. Every request and response is checked against
// RingCentral's OpenAPI document when that is at hand, and everything that a
// test leaves on disk is searched for secrets.
package providertest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
)

// secretMarker is part of every secret that the simulator makes in a test.
const secretMarker = "LEAKMARKER"

// Environment is one simulated RingCentral platform and the provider
// configuration that fits it.
type Environment struct {
	*simulator.Simulator
	// URL is the origin of the platform and of its Developer Console.
	URL string

	t          *testing.T
	variables  map[string]string
	planted    []string
	workspaces int
	transport  http.RoundTripper // nil: the network
	tamper     func(tfprotov6.ProviderServer) tfprotov6.ProviderServer

	mu        sync.Mutex
	providers []*provider.Provider
}

// Start returns a fresh platform that ends with the test.
func Start(t *testing.T) *Environment {
	t.Helper()
	return StartWith(t, simulator.Options{})
}

// StartWith is Start with options for the simulator. Its rate limits are generous
// unless the options say otherwise: tests that are about limits set their own.
func StartWith(t *testing.T, o simulator.Options) *Environment {
	t.Helper()
	if o.Limits == nil {
		o.Limits = simulator.GenerousLimits()
	}
	o.SecretMarker = secretMarker
	platform := simulator.New(o)
	server := httptest.NewServer(conforming(t, platform))
	t.Cleanup(server.Close)
	return environment(t, platform, server.URL)
}

// StartVirtual is StartWith in a synctest bubble: the provider reaches the platform
// without a network, so that the clock is virtual. Only Scenario and Test work there.
func StartVirtual(t *testing.T, o simulator.Options) *Environment {
	t.Helper()
	if realEngine() {
		t.Skip("in virtual time")
	}
	o.SecretMarker = secretMarker
	platform := simulator.New(o)
	e := environment(t, platform, "http://127.0.0.1")
	e.transport = simulator.Transport(conforming(t, platform))
	return e
}

func environment(t *testing.T, platform *simulator.Simulator, url string) *Environment {
	t.Helper()
	t.Cleanup(func() { expectKnownOperations(t, platform) })
	platform.SetBaseURL(url)
	e := &Environment{Simulator: platform, URL: url, t: t, variables: map[string]string{}}
	for _, variable := range console.Environment(platform, "") {
		e.variables[variable.Name] = variable.Value
	}
	return e
}

// SetVariable sets, or with an empty value removes, a variable that completes
// the provider's configuration.
func (e *Environment) SetVariable(name, value string) {
	e.variables[name] = value
}

// Variable returns what SetVariable has set.
func (e *Environment) Variable(name string) string { return e.variables[name] }

// Secret returns the current value behind a variable of PutSecret.
func (e *Environment) Secret(variable string) string { return os.Getenv(variable) }

var variableCount atomic.Int64

// PutSecret stores a secret where references can find it, and returns the name
// of its environment variable. The name is unique, so that tests can run in parallel.
func (e *Environment) PutSecret(value string) (variable string) {
	e.t.Helper()
	variable = fmt.Sprintf("RINGCENTRAL_ACCEPTANCE_%d_%d", os.Getpid(), variableCount.Add(1))
	e.ChangeSecret(variable, value)
	e.t.Cleanup(func() { _ = os.Unsetenv(variable) })
	return variable
}

// WorldReadableFile stores a secret in a file that everybody may read, and returns
// its path.
func (e *Environment) WorldReadableFile(value string) (path string) {
	e.t.Helper()
	path = filepath.Join(e.t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(value), 0o600); err != nil {
		e.t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil { //nolint:gosec // that is the point
		e.t.Fatal(err)
	}
	return path
}

// ChangeSecret replaces the secret behind a variable of PutSecret; an empty
// value removes it.
func (e *Environment) ChangeSecret(variable, value string) {
	e.t.Helper()
	var err error
	if value == "" {
		err = os.Unsetenv(variable)
	} else {
		e.planted = append(e.planted, value)
		err = os.Setenv(variable, value)
	}
	if err != nil {
		e.t.Fatal(err)
	}
}

// TestQuery runs a test case with resource.Test, which knows queries, then searches
// everything that Terraform and the provider wrote for secrets.
func (e *Environment) TestQuery(testCase resource.TestCase) {
	e.t.Helper()
	testCase.IsUnitTest = true
	testCase.WorkingDir = e.t.TempDir()
	testCase.ProtoV6ProviderFactories = map[string]func() (tfprotov6.ProviderServer, error){
		provider.TypeName: e.newServer,
	}
	e.t.Cleanup(func() {
		e.CloseProviders()
		e.searchForSecrets(testCase.WorkingDir, logFile(e.t))
		if !e.t.Failed() {
			_ = os.Remove(logFile(e.t))
		}
	})
	resource.Test(e.t, testCase)
}

// newServer starts a provider as Terraform starts a process of its own.
func (e *Environment) newServer() (tfprotov6.ProviderServer, error) {
	p := provider.New("test", func(name string) (string, bool) {
		value := e.variables[name]
		return value, value != ""
	})
	e.mu.Lock()
	e.providers = append(e.providers, p)
	e.mu.Unlock()
	return providerserver.NewProtocol6WithError(func() frameworkprovider.Provider { return p }())()
}

// CloseProviders closes every provider that was started, as the end of its
// process would.
func (e *Environment) CloseProviders() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, p := range e.providers {
		if err := p.Close(context.WithoutCancel(e.t.Context())); err != nil {
			e.t.Logf("closing the provider's sessions: %v", err)
		}
	}
	e.providers = nil
}

// searchForSecrets fails the test if a secret is found in what it left on disk:
// configuration, states, saved plans, and the log.
func (e *Environment) searchForSecrets(paths ...string) {
	all, leaks := 0, 0
	for _, path := range paths {
		files, found := e.Leaks(e.t, path)
		for _, leak := range found {
			e.t.Errorf("leaked secret: %s", leak)
		}
		if files == 0 {
			e.t.Errorf("the search for secrets found no file to look at in %s", path)
		}
		all, leaks = all+files, leaks+len(found)
	}
	reportLeaks(e.t, all, leaks)
}

// ID returns a check that stores the ID of a resource.
func ID(address string, id *string) resource.TestCheckFunc {
	return func(s *terraform.State) error {
		found, ok := s.RootModule().Resources[address]
		if !ok {
			return fmt.Errorf("%s is not in the state", address)
		}
		*id = found.Primary.ID
		return nil
	}
}

// Message returns a pattern that finds a text in a diagnostic, wherever Terraform wraps its lines.
func Message(text string) *regexp.Regexp {
	words := strings.Fields(text)
	for i, word := range words {
		words[i] = regexp.QuoteMeta(word)
	}
	return regexp.MustCompile(strings.Join(words, `[\s│]+`))
}
