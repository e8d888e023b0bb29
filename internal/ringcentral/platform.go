// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package ringcentral is a client of the RingCentral REST API: the JWT grant
// (RFC 7523), sessions, and the areas of the API that concern accounts,
// extensions, roles and permissions. It is independent of Terraform.
//
// A Platform is one server with the transport that every request goes through.
// A Session is a lazily obtained access token on it. A Client calls the API
// with a session.
package ringcentral

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/origin"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	defaultRequestTimeout = 30 * time.Second
	exampleServerURL      = "https://platform.ringcentral.com"
)

// The types of transport that callers see.
type (
	// LogFunc receives one line per request. Its fields never hold a secret.
	LogFunc = transport.LogFunc
	// ProxyError reports that no connection could be made through the proxy.
	ProxyError = transport.ProxyError
	// PenaltyError reports a penalty that is longer than the provider waits.
	PenaltyError = transport.PenaltyError
)

// PlatformOptions configures a Platform.
type PlatformOptions struct {
	// ServerURL is the origin of the server: https, or http on this machine.
	ServerURL string
	UserAgent string
	// RequestTimeout bounds one attempt of one request; 0 means 30 s.
	RequestTimeout time.Duration
	// MaxRetries is the number of attempts after the first one.
	MaxRetries int
	// RateLimitPercent is the share of the rate limits to use, 1 to 100; 0 means 100.
	RateLimitPercent int
	// Transport sends the requests; nil means one that follows the environment's
	// proxy settings and requires TLS 1.2.
	Transport http.RoundTripper
	Log       LogFunc
	// Notice receives messages for people who wait.
	Notice LogFunc
}

// Platform is one RingCentral server. It is safe for concurrent use.
type Platform struct {
	serverURL string
	http      *http.Client
	transport *transport.Transport
	log       LogFunc

	keySet coalesce.Memo[keySetResult]
}

// NewPlatform checks the options and returns the platform. It contacts nothing.
func NewPlatform(o PlatformOptions) (*Platform, error) {
	serverURL, err := origin.Parse(o.ServerURL, exampleServerURL)
	if err != nil {
		return nil, fmt.Errorf("the server URL %w", err)
	}
	if o.RequestTimeout <= 0 {
		o.RequestTimeout = defaultRequestTimeout
	}
	if o.RateLimitPercent <= 0 {
		o.RateLimitPercent = 100
	}
	if o.Transport == nil {
		o.Transport = transport.NewHTTP()
	}
	for _, log := range []*LogFunc{&o.Log, &o.Notice} {
		if *log == nil {
			*log = func(context.Context, string, map[string]any) {}
		}
	}
	layers := transport.New(transport.Options{
		Next: o.Transport, UserAgent: o.UserAgent, Timeout: o.RequestTimeout, MaxRetries: o.MaxRetries,
		RateLimitPercent: o.RateLimitPercent, Log: o.Log, Notice: o.Notice,
	})
	return &Platform{
		serverURL: serverURL,
		transport: layers,
		log:       o.Log,
		http: &http.Client{
			Transport:     layers,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// ServerURL returns the origin of the server in the form of origin.Parse.
func (p *Platform) ServerURL() string { return p.serverURL }
