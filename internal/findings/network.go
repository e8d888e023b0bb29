// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// unreachable explains why the platform did not respond, from what this machine
// observed.
func unreachable(err error, s GrantContext) Finding {
	code := PlatformUnreachable
	var dnsError *net.DNSError
	var operation *net.OpError
	var timeout net.Error
	var proxy *ringcentral.ProxyError
	switch {
	case errors.As(err, &proxy), errors.As(err, &operation) && operation.Op == "proxyconnect":
		code = ProxyFailed
	case errors.As(err, &dnsError):
		code = NameNotResolved
	case isTLSError(err):
		code = TLSFailed
	case errors.As(err, &timeout) && timeout.Timeout():
		code = PlatformTimedOut
	}
	return code.finding(s, "error", err.Error())
}

// isTLSError reports whether the two sides could not agree on TLS or the
// certificate. Errors of crypto/tls without a type are recognized by their text or
// by the operation; that of net/http reports a server without TLS.
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
