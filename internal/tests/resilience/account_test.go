// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

const (
	// marker is part of every secret of a test.
	marker = "LEAKMARKER"
	// closeTimeout is what the provider's program takes for its end at most.
	closeTimeout = time.Second
	// sessionLife is how long a session lives at most that nobody could revoke.
	sessionLife = time.Hour
)

// account is a simulated account and a Terraform that manages it, both in the
// synctest bubble of a test.
type account struct {
	*simulator.Simulator
	*terraformmodel.Terraform

	t         *testing.T
	ctx       context.Context //nolint:containedctx // carries the log of the test
	log       lockedBuffer
	variables map[string]string
	planted   []string
	// onRequest, if set, is called before and after every request.
	onRequest func(p *terraformmodel.Process, r *http.Request, moment moment)
	// naive repeats every request once whose response was lost, as a careless transport does.
	naive bool
	// outcomes holds everything that Terraform printed.
	outcomes []*terraformmodel.Outcome
	// started counts the provider processes.
	started atomic.Int64
	// administratorRoles are the roles of the administrator when nothing is withdrawn.
	administratorRoles []string
	administratorApp   simulator.App
	// own are the extensions and roles that are not Terraform's business.
	own map[string]bool

	integration
}

// integration is an app and a credential that somebody has made in the Developer
// Console.
type integration struct {
	app                         simulator.App
	credential                  simulator.Credential
	ownerID                     string
	secretVariable, jwtVariable string
}

// moment is before or after a request.
type moment int

const (
	before moment = iota
	after
)

func newAccount(t *testing.T, o simulator.Options) *account {
	t.Helper()
	o.SecretMarker = marker
	a := &account{Simulator: simulator.New(o), t: t, own: map[string]bool{}}
	a.ctx = tflogtest.RootLogger(t.Context(), &a.log)
	administrator := a.Administrator()
	a.administratorRoles = []string{"1"}
	a.administratorApp, _ = a.App(administrator.ClientID)
	a.variables = map[string]string{
		"RINGCENTRAL_SERVER_URL":            "http://127.0.0.1",
		"RINGCENTRAL_DEVELOPER_CONSOLE_URL": "http://127.0.0.1",
		"RINGCENTRAL_CLIENT_ID":             administrator.ClientID,
		"RINGCENTRAL_CLIENT_SECRET":         administrator.ClientSecret,
		"RINGCENTRAL_JWT":                   administrator.JWT,
	}
	a.Terraform = &terraformmodel.Terraform{Start: a.start, State: map[string]*terraformmodel.Instance{}}
	return a
}

// integrate makes the app and the credential of an integration.
func (a *account) integrate() {
	a.t.Helper()
	role := a.addRole(simulator.Role{DisplayName: "Integration", Permissions: []string{"BusinessSms", "DevPortalAccess", "ThirdPartyAppAccess", "CompanyInfo"}})
	a.ownerID = a.addExtension(simulator.Extension{
		Type: "User", Status: "Enabled", RoleIDs: []string{role},
		Contact: simulator.Contact{FirstName: "Integration", LastName: "Owner", Email: "integration@example.com"},
	})
	var err error
	a.app, err = a.RegisterApp(simulator.AppRegistration{Name: "Orders", Description: "Sends order updates by SMS.", Scopes: []string{"ReadAccounts", "SMS"}, JWTFlow: true})
	if err != nil {
		a.t.Fatal(err)
	}
	a.secretVariable = a.plant(a.app.ClientSecret)
	a.renewCredential()
}

// renewCredential makes another credential of the integration, which never expires.
func (a *account) renewCredential() { a.makeCredential(nil) }

// expireCredential replaces the credential of the integration by one that has expired.
func (a *account) expireCredential() {
	tomorrow := time.Now().AddDate(0, 0, 1)
	a.makeCredential(&tomorrow)
	time.Sleep(72 * time.Hour)
}

func (a *account) makeCredential(expiresOn *time.Time) {
	a.t.Helper()
	credential, jwt, err := a.CreateCredential(simulator.CredentialRequest{OwnerID: a.ownerID, Label: "orders", ClientIDs: []string{a.app.ClientID}, ExpiresOn: expiresOn})
	if err != nil {
		a.t.Fatal(err)
	}
	a.credential, a.jwtVariable = credential, a.plant(jwt)
}

// addExtension adds an extension that Terraform has nothing to do with.
func (a *account) addExtension(e simulator.Extension) string {
	id := a.AddExtension(e)
	a.own[id] = true
	return id
}

func (a *account) addRole(r simulator.Role) string {
	id := a.AddRole(r)
	a.own[id] = true
	return id
}

var plantedVariables atomic.Int64

// plant puts a secret into the environment, where references find it.
func (a *account) plant(secret string) (variable string) {
	a.t.Helper()
	variable = fmt.Sprintf("RINGCENTRAL_RESILIENCE_%d_%d", os.Getpid(), plantedVariables.Add(1))
	if err := os.Setenv(variable, secret); err != nil {
		a.t.Fatal(err)
	}
	a.planted = append(a.planted, secret)
	a.t.Cleanup(func() { _ = os.Unsetenv(variable) })
	return variable
}

// start starts a provider process, as its program does.
func (a *account) start() *terraformmodel.Process {
	var process *terraformmodel.Process
	transport := &processTransport{account: a, next: simulator.Transport(a.Simulator), process: func() *terraformmodel.Process { return process }}
	p := provider.New("test", func(name string) (string, bool) {
		value := a.variables[name]
		return value, value != ""
	}, provider.WithTransport(transport))
	// The request log tells processes apart by their user agents.
	version := "1.9.0-process" + strconv.FormatInt(a.started.Add(1), 10)
	process = terraformmodel.NewProcess(providerserver.NewProtocol6(frameworkprovider.Provider(p))(), version, func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		_ = p.Close(ctx)
	})
	return process
}

// errDead is what the goroutines of a killed process see of the network.
var errDead = errors.New("the process was killed")

// processTransport is the network as one process sees it.
type processTransport struct {
	account *account
	next    http.RoundTripper
	process func() *terraformmodel.Process
}

func (t *processTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.once(req)
	if err == nil || !t.account.naive || req.GetBody == nil && req.Body != nil && req.Body != http.NoBody {
		return resp, err
	}
	again := req.Clone(req.Context())
	if req.GetBody != nil {
		if again.Body, err = req.GetBody(); err != nil {
			return nil, err
		}
	}
	return t.once(again)
}

func (t *processTransport) once(req *http.Request) (*http.Response, error) {
	process := t.process()
	if hook := t.account.onRequest; hook != nil {
		hook(process, req, before)
		defer hook(process, req, after)
	}
	ctx, cancel := context.WithCancelCause(req.Context())
	select {
	case <-process.Killed():
		cancel(errDead)
		return nil, errDead
	default:
	}
	go func() {
		select {
		case <-process.Killed():
			cancel(errDead)
		case <-ctx.Done():
		}
	}()
	resp, err := t.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel(nil)
		return nil, err
	}
	resp.Body = &closing{ReadCloser: resp.Body, closed: func() { cancel(nil) }}
	return resp, nil
}

type closing struct {
	io.ReadCloser
	closed func()
}

func (c *closing) Close() error {
	err := c.ReadCloser.Close()
	c.closed()
	return err
}

// lockedBuffer is a buffer for several writers.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(content []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(content)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// apply, plan and adopt are commands whose outcome is remembered.
func (a *account) apply(c terraformmodel.Configuration) *terraformmodel.Outcome {
	return a.remember(a.Apply(a.ctx, c))
}

func (a *account) plan(c terraformmodel.Configuration) *terraformmodel.Outcome {
	return a.remember(a.Plan(a.ctx, c))
}

func (a *account) adopt(address, id string) *terraformmodel.Outcome {
	return a.remember(a.Import(a.ctx, address, id))
}

func (a *account) remember(o *terraformmodel.Outcome) *terraformmodel.Outcome {
	a.outcomes = append(a.outcomes, o)
	return o
}

// text returns what Terraform printed, for messages of tests.
func text(o *terraformmodel.Outcome) string {
	var all strings.Builder
	for _, d := range o.Diagnostics {
		fmt.Fprintf(&all, "%s: %s\n%s\n", d.Severity, d.Summary, d.Detail)
	}
	return all.String()
}
