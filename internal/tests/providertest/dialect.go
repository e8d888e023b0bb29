// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

// Dialect is the variable that names the dialect, or the file with one, in which the
// tests of dialects run. Without it they run in all built-in ones.
const Dialect = "RINGCENTRAL_TEST_DIALECT"
