// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// unreachable explains why no answer came from the platform. What it says of the
// cause is what the machine itself has seen.
func unreachable(err error, s GrantContext) Finding {
	f := Finding{
		Code:    PlatformUnreachable,
		Summary: "The RingCentral platform could not be reached",
		Detail:  fmt.Sprintf("No answer came from %s: %v.", s.ServerURL, err),
		Remedy:  "Check server_url, and the network and firewall of the machine that runs Terraform.",
	}
	var dnsError *net.DNSError
	var operation *net.OpError
	var timeout net.Error
	var proxy *ringcentral.ProxyError
	switch {
	case errors.As(err, &proxy), errors.As(err, &operation) && operation.Op == "proxyconnect":
		f.Code, f.Summary = ProxyFailed, "The proxy could not be reached, or refused to connect to RingCentral"
		f.Remedy = "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and whether the proxy permits the server."
	case errors.As(err, &dnsError):
		f.Code, f.Summary = NameNotResolved, "The name of the RingCentral server could not be resolved"
		f.Remedy = "Check the spelling of server_url, and the DNS of the machine that runs Terraform."
	case isTLSError(err):
		f.Code, f.Summary = TLSFailed, "No trusted connection to RingCentral could be made"
		f.Remedy = "If a proxy inspects TLS, make its certificate authority known to this machine (SSL_CERT_FILE, SSL_CERT_DIR). Otherwise somebody may be answering in RingCentral's place."
	case errors.As(err, &timeout) && timeout.Timeout():
		f.Code, f.Summary = PlatformTimedOut, "RingCentral did not answer in time"
		f.Remedy = "Try again. If it goes on, check the network, or raise request_timeout of the provider."
	}
	return f
}

// isTLSError tells whether no connection came about over which both sides agree on
// TLS and certificate. Errors of crypto/tls that have no type are known by their text
// or by the operation; that of net/http reports a server without TLS.
func isTLSError(err error) bool {
	var verification *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	var alert tls.AlertError
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	var operation *net.OpError
	if errors.As(err, &operation) && (operation.Op == "remote error" || operation.Op == "local error") || errors.Is(err, http.ErrSchemeMismatch) {
		return true
	}
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		if strings.HasPrefix(cause.Error(), "tls: ") {
			return true
		}
	}
	return errors.As(err, &verification) || errors.As(err, &header) || errors.As(err, &alert) ||
		errors.As(err, &authority) || errors.As(err, &hostname) || errors.As(err, &invalid)
}
