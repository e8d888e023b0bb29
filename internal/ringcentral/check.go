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
	// errNoState reports an extension without what every extension has.
	errNoState = errors.New("it does not hold type and status of the extension")
)

// check refuses what cannot be the extension with an ID: a proxy or a broken server
// must not pass for a user who has lost everything. "~" is the session's owner.
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

// check refuses what cannot be the role with an ID.
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
