// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

// What tests outside of the package need.
var (
	NewHTTPTransport = newHTTPTransport
	ProxyOf          = proxyOf
)
