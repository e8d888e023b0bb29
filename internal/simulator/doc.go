// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package simulator is an in-memory RingCentral platform: the OAuth token
// endpoint with real RS256 JWT credentials, extensions, roles, dictionaries,
// authorization profiles and the usage-group rate limiter. The package console
// adds the pages of its Developer Console.
//
// It is a test double and a demo, not a mock of one client: it is independent of the
// provider. If RingCentral's documentation is ambiguous, the simulator takes the
// stricter reading.
package simulator
