// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package acceptance holds the few tests that can run against a real RingCentral
// account. With TF_ACC set they do, as the app and user of the environment
// (RINGCENTRAL_CLIENT_ID, RINGCENTRAL_CLIENT_SECRET, RINGCENTRAL_JWT); otherwise
// they run against the simulator with RingCentral's documented rate limits.
//
// What they create has names with the prefix tf-acc-. A sweeper deletes what a
// test that was interrupted has left behind: go test ./internal/tests/acceptance -sweep=all.
package acceptance
