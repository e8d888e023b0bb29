// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

// TokenError is what the table says of errors of the token endpoint.
type TokenError struct {
	Finding Code
	Codes   []string
}

// TokenErrors returns the error codes and classes of each row.
func TokenErrors() []TokenError {
	var found []TokenError
	for _, r := range table {
		codes := r.errorCodes
		if r.oauthError != "" {
			codes = append(codes[:len(codes):len(codes)], r.oauthError)
		}
		found = append(found, TokenError{r.code, codes})
	}
	return found
}
