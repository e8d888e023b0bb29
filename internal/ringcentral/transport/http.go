// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// maxResponseHeader bounds the header of a response, in bytes.
const maxResponseHeader = 256 << 10

// ProxyError reports that no connection could be made through the proxy that the
// environment names. It holds no part of the proxy's address.
type ProxyError struct {
	// StatusCode is the proxy's response to CONNECT; 0 if nothing was sent, because its
	// address is not valid.
	StatusCode int
}

func (e *ProxyError) Error() string {
	if e.StatusCode == 0 {
		return "the address of the proxy in the environment is not valid"
	}
	return strings.Join(strings.Fields(fmt.Sprintf("the proxy responded HTTP %d %s to CONNECT", e.StatusCode, http.StatusText(e.StatusCode))), " ")
}

// NewHTTP returns the lowest layer. It follows the environment's proxy settings, trusts the certificate
// authorities of the machine, requires TLS 1.2, and bounds headers.
func NewHTTP() *http.Transport {
	transport := &http.Transport{ForceAttemptHTTP2: true}
	if standard, ok := http.DefaultTransport.(*http.Transport); ok {
		transport = standard.Clone()
	}
	transport.Proxy = ProxyOf(httpproxy.FromEnvironment())
	transport.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
		if resp.StatusCode != http.StatusOK {
			return &ProxyError{StatusCode: resp.StatusCode}
		}
		return nil
	}
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	transport.MaxResponseHeaderBytes = maxResponseHeader
	return transport
}

// ProxyOf chooses the proxy of a request like net/http, except that an invalid address
// is an error, instead of no proxy or another one. The error does not contain the
// address, which may contain a password.
func ProxyOf(environment *httpproxy.Config) func(*http.Request) (*url.URL, error) {
	usable := *environment
	for _, address := range []*string{&usable.HTTPProxy, &usable.HTTPSProxy} {
		if *address != "" && !isProxy(*address) {
			*address = invalidProxy
		}
	}
	choose := usable.ProxyFunc()
	return func(req *http.Request) (*url.URL, error) {
		address, err := choose(req.URL)
		if err != nil || address != nil && address.String() == invalidProxy {
			return nil, &ProxyError{}
		}
		return address, nil
	}
}

// invalidProxy stands for an address that is not valid.
const invalidProxy = "http://proxy.invalid"

// isProxy reports whether net/http accepts the address of a proxy, which may have no
// scheme.
func isProxy(address string) bool {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	return err == nil && u.Hostname() != "" && strings.Trim(u.Path, "/") == "" &&
		slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme)
}
