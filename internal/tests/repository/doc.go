// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package repository checks that what the repository says about itself is true:
// its documents for contributors, its make targets and its workflows. It consists
// of tests.
package repository
