// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package conformance compares HTTP traffic with RingCentral's OpenAPI
// document, in tests of the provider and of the simulator.
//
// It is stricter than the document's schemas. Most of them neither list required
// properties nor forbid additional ones, so a misspelled name would pass plain
// validation; here every JSON property, form field and query parameter must be
// declared. Multipart and binary bodies are compared by media type only, and
// response headers other than Content-Type are not compared.
//
// A Violation names operations, properties and rules. It never holds a value
// from the traffic, which may be a secret.
package conformance
