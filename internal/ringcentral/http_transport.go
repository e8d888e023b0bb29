// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// maxResponseHeader bounds the header of a response, in bytes.
const maxResponseHeader = 256 << 10

// ProxyError reports that no connection could be made through the proxy that the
// environment names. It holds no part of the proxy's address.
type ProxyError struct {
	// StatusCode is what the proxy answered to CONNECT; 0 if it was not asked,
	// because its address is not valid.
	StatusCode int
}

func (e *ProxyError) Error() string {
	if e.StatusCode == 0 {
		return "the address of the proxy in the environment is not valid"
	}
	return strings.Join(strings.Fields(fmt.Sprintf("the proxy answered HTTP %d %s to CONNECT", e.StatusCode, http.StatusText(e.StatusCode))), " ")
}

// newHTTPTransport follows the environment's proxy settings, trusts the certificate
// authorities of the machine, requires TLS 1.2, and bounds headers.
func newHTTPTransport() *http.Transport {
	transport := &http.Transport{ForceAttemptHTTP2: true}
	if standard, ok := http.DefaultTransport.(*http.Transport); ok {
		transport = standard.Clone()
	}
	transport.Proxy = withoutAddress(http.ProxyFromEnvironment)
	transport.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
		if answer.StatusCode != http.StatusOK {
			return &ProxyError{StatusCode: answer.StatusCode}
		}
		return nil
	}
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	transport.MaxResponseHeaderBytes = maxResponseHeader
	return transport
}

// withoutAddress keeps the proxy's address, which may hold a password, out of the
// error about one that is not valid.
func withoutAddress(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		address, err := proxy(req)
		if err != nil {
			return nil, &ProxyError{}
		}
		return address, nil
	}
}
