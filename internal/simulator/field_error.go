// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "fmt"

// FieldError is an error about one field of a form of the Developer Console.
type FieldError struct{ Field, message string }

// FieldErrorf returns a FieldError with a formatted message.
func FieldErrorf(field, format string, arguments ...any) error {
	return FieldError{field, fmt.Sprintf(format, arguments...)}
}

func (e FieldError) Error() string { return e.message }
