// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package accountcheck tests the account check against the simulated platform, in every
// dialect and in virtual time.
package accountcheck
