// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"bytes"
	"encoding/json"
)

// errorBody covers the forms of error bodies that RingCentral documents and
// those observed: some servers repeat fields at the top level, and some nest
// parameters in a list. A field of an unexpected kind does not hide the others.
type errorBody struct {
	ErrorCode        looseText `json:"errorCode"`
	Message          looseText `json:"message"`
	ParameterName    looseText `json:"parameterName"`
	PermissionName   looseText `json:"permissionName"`
	PermissionsName  looseText `json:"permissionsName"` // of CMN-419
	Error            looseText `json:"error"`
	ErrorDescription looseText `json:"error_description"`
	Errors           firstOnly[struct {
		ErrorCode       looseText `json:"errorCode"`
		Message         looseText `json:"message"`
		ParameterName   looseText `json:"parameterName"`
		PermissionName  looseText `json:"permissionName"`
		PermissionsName looseText `json:"permissionsName"`
		Parameters      firstOnly[struct {
			ParameterName looseText `json:"parameterName"`
		}] `json:"parameters"`
	}] `json:"errors"`
}

// looseText is a JSON string, or the text of a number; empty for anything else.
type looseText string

// UnmarshalJSON never fails.
func (t *looseText) UnmarshalJSON(data []byte) error {
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(data, &text) == nil:
		*t = looseText(text)
	case json.Unmarshal(data, &number) == nil:
		*t = looseText(number)
	default:
		*t = ""
	}
	return nil
}

// firstOnly is the first element of a JSON list; zero for an empty list and for
// anything else.
type firstOnly[T any] struct{ element T }

// UnmarshalJSON never fails.
func (f *firstOnly[T]) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	var element T
	if start, err := decoder.Token(); err == nil && start == json.Delim('[') && decoder.More() && decoder.Decode(&element) == nil {
		f.element = element
	}
	return nil
}
