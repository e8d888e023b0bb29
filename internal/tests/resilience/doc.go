// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package resilience holds the tests that prove that the provider loses nothing,
// makes nothing twice and leaves nothing behind when the network, the platform or
// the person at the keyboard fails.
package resilience
