// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"errors"
	"net/http"
)

var (
	// errOtherObject reports a response about another object than was asked for.
	errOtherObject = errors.New("it is about another object")
	// errNoState reports an extension without the properties of every extension.
	errNoState = errors.New("it lacks type and status of the extension")
)

// check refuses a response that cannot be the extension with an ID. Otherwise the
// response of a proxy could look like a user without any data. "~" is the session's
// owner.
func (e *Extension) check(path, id string) error {
	var err error
	switch {
	case string(e.ID) != id && id != "~":
		err = errOtherObject
	case e.Type == "" || e.Status == "":
		err = errNoState
	default:
		return nil
	}
	return &DecodeError{Method: http.MethodGet, Path: path, Err: err}
}

// check refuses a response that cannot be the role with an ID.
func (r *UserRole) check(path, id string) error {
	var err error
	switch {
	case string(r.ID) != id:
		err = errOtherObject
	case r.Permissions == nil:
		err = errNoPermissions
	default:
		return nil
	}
	return &DecodeError{Method: http.MethodGet, Path: path, Err: err}
}
