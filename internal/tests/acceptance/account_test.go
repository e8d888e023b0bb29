// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const (
	// realVariable is what makes the tests of any provider use a real account.
	realVariable = "TF_ACC"
	// usersVariable allows to create a user in a real account, which may cost a license.
	usersVariable = "RINGCENTRAL_ACCEPTANCE_USERS"

	cacheVariable    = "RINGCENTRAL_TOKEN_CACHE"
	defaultServerURL = "https://platform.ringcentral.com"
)

// account is where a test runs.
type account struct {
	// lookup reads the environment that completes the provider's configuration.
	lookup provider.LookupEnv
	// simulated is nil in a real account.
	simulated *providertest.Environment
	client    *ringcentral.Client
}

// use returns the account of the environment with TF_ACC, and a simulated one
// without. The test and every process of Terraform share one grant, because
// RingCentral admits five authentication requests a minute.
func use(t *testing.T) *account {
	t.Helper()
	a := &account{}
	environment := provider.LookupEnv(os.LookupEnv)
	if os.Getenv(realVariable) == "" {
		a.simulated = providertest.StartWith(t, simulator.Options{Limits: map[string]int{}})
		environment = func(name string) (string, bool) {
			value := a.simulated.Variable(name)
			return value, value != ""
		}
	}
	cache := filepath.Join(t.TempDir(), "cache")
	a.lookup = func(name string) (string, bool) {
		if name == cacheVariable {
			return cache, true
		}
		return environment(name)
	}
	var err error
	if a.client, err = connect(a.lookup); err != nil {
		t.Fatal(err)
	}
	return a
}

// connect returns a client of the account that the environment names. Its session
// is kept in the token cache, if there is one, and else ends by itself.
func connect(lookup provider.LookupEnv) (*ringcentral.Client, error) {
	value := func(name, fallback string) string {
		if value, ok := lookup(name); ok && value != "" {
			return value
		}
		return fallback
	}
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{
		ServerURL:  value("RINGCENTRAL_SERVER_URL", defaultServerURL),
		UserAgent:  "terraform-provider-ringcentral/test",
		MaxRetries: 3,
	})
	if err != nil {
		return nil, err
	}
	grant := ringcentral.GrantRequest{
		App:       ringcentral.App{ClientID: value("RINGCENTRAL_CLIENT_ID", ""), ClientSecret: value("RINGCENTRAL_CLIENT_SECRET", "")},
		Assertion: value("RINGCENTRAL_JWT", ""),
	}
	if grant.App.ClientID == "" || grant.App.ClientSecret == "" || grant.Assertion == "" {
		return nil, errors.New("set RINGCENTRAL_CLIENT_ID, RINGCENTRAL_CLIENT_SECRET and RINGCENTRAL_JWT, and RINGCENTRAL_SERVER_URL if it is not " + defaultServerURL)
	}
	accountID := value("RINGCENTRAL_ACCOUNT_ID", "~")
	options := ringcentral.SessionOptions{}
	if directory := value(cacheVariable, ""); directory != "" {
		cache, err := ringcentral.OpenTokenCache(directory)
		if err != nil {
			return nil, err
		}
		options.Cache = cache.Grant(platform.ServerURL(), accountID, grant)
	}
	return platform.NewClient(platform.NewSession(grant, options), accountID), nil
}

// test runs a test case with the provider under test.
func (a *account) test(t *testing.T, testCase resource.TestCase) {
	t.Helper()
	testCase.IsUnitTest = true // resource.Test would skip it without TF_ACC
	testCase.ProtoV6ProviderFactories = map[string]func() (tfprotov6.ProviderServer, error){
		provider.TypeName: func() (tfprotov6.ProviderServer, error) {
			p := provider.New("test", a.lookup)
			t.Cleanup(func() { _ = p.Close(context.WithoutCancel(t.Context())) })
			return providerserver.NewProtocol6WithError(func() frameworkprovider.Provider { return p }())()
		},
	}
	resource.Test(t, testCase)
}

const namePrefix = "tf-acc-"

// name returns a name that no other test uses, and that sweepers know.
func name() string { return namePrefix + strings.ToLower(rand.Text()[:8]) }
