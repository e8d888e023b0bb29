// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package attribute holds what attributes of several objects have in common:
// the forms of IDs and durations, and references to operations of the API.
package attribute
