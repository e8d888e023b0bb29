// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package browser runs a first use in a real browser: Chromium,
// the real Terraform, and the simulated Developer Console of make sandbox. Run it
// with make browser.
//
// It is a module of its own, so that the driver of the browser is no dependency of
// the provider. It knows the provider only as a user does: by what make sandbox
// prints, what Terraform says and what the pages show.
package browser
