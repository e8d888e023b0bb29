// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import "errors"

// PasswordRequiredError reports that the platform refused a request without a password
// because of the password: some accounts do not enable a user without one (observed on
// accounts with single sign-on).
type PasswordRequiredError struct{ Err error }

func (e *PasswordRequiredError) Error() string { return e.Err.Error() }

func (e *PasswordRequiredError) Unwrap() error { return e.Err }

// explainPassword wraps the refusal of a missing password.
func explainPassword(err error, sent string) error {
	var refused *Error
	if sent == "" && errors.As(err, &refused) && refused.ParameterName == "password" {
		return &PasswordRequiredError{err}
	}
	return err
}
