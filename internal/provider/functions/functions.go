// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package functions implements the provider's functions. They are pure and work
// offline.
package functions

import "github.com/hashicorp/terraform-plugin-framework/function"

// All lists the functions.
func All() []func() function.Function {
	return []func() function.Function{
		newJWTClaims,
		newAppRegistrationURL,
		newJWTCredentialURL,
	}
}
