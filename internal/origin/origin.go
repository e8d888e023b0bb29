// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package origin parses the addresses of servers that credentials, or people with
// credentials, are sent to.
package origin

import (
	"errors"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

const (
	// maxLength bounds an address, in bytes: a host name has at most 253.
	maxLength = 300
	localhost = "localhost"
)

var (
	hostName     = regexp.MustCompile(`^([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$`)
	defaultPorts = map[string]string{"https": "443", "http": "80"}
)

// Parse returns an origin in its one form: scheme and host in lower case, without
// a default port, a dot at the end, and a trailing slash. It accepts https, and
// plain http for this machine only. Its errors complete "the address ..." and do
// not repeat the address, which may hold a password; example is one that is right.
func Parse(address, example string) (string, error) {
	absolute := errors.New("must be absolute, like " + example)
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Host == "", len(address) > maxLength:
		return "", absolute
	case u.User != nil, u.RawQuery != "", u.ForceQuery, strings.Contains(address, "#"), strings.Trim(u.Path, "/") != "":
		return "", errors.New("must have only scheme and host, like " + example)
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	address, isAddress := ipOf(host)
	switch {
	case isAddress:
		host = address
	case strings.ContainsFunc(host, func(r rune) bool { return r > 0x7f }):
		return "", errors.New("must be in ASCII, because other letters can imitate another name. Write an internationalized name in its xn-- form")
	case !hostName.MatchString(host):
		return "", errors.New("must have a valid host name, like " + example)
	}
	port := u.Port()
	if number, err := strconv.Atoi(port); port != "" && (err != nil || number < 1 || number > 65535) {
		return "", errors.New("must have a port from 1 to 65535, or none")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(host)) {
		return "", errors.New("must use https, because http is not encrypted. Plain http works only for this machine: localhost or a loopback address")
	}
	if port != "" && port != defaultPorts[u.Scheme] {
		host += ":" + port
	}
	return u.Scheme + "://" + host, nil
}

// ipOf returns an IP address in its one form, with brackets if it is of version 6.
func ipOf(host string) (string, bool) {
	address, err := netip.ParseAddr(host)
	if err != nil || address.Zone() != "" {
		return "", false
	}
	if address.Is4() {
		return address.String(), true
	}
	return "[" + address.String() + "]", true
}

// isLoopback reports whether a host is this machine, wherever its name is resolved.
func isLoopback(host string) bool {
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == localhost || err == nil && address.Unmap().IsLoopback()
}
