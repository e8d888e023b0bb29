// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

// DamageKind classifies what is wrong with a secret.
type DamageKind string

// The kinds of damage that can be distinguished offline.
const (
	Empty          DamageKind = "empty"
	HasWhitespace  DamageKind = "whitespace"
	Quoted         DamageKind = "quoted"
	Wrapped        DamageKind = "wrapped"
	OtherSecret    DamageKind = "another secret"
	NotAJWT        DamageKind = "not a JWT"
	Truncated      DamageKind = "truncated"
	TooManyParts   DamageKind = "too many parts"
	BadEncoding    DamageKind = "bad base64url"
	BadContent     DamageKind = "bad content"
	BadKeyID       DamageKind = "unexpected key ID"
	BadSignature   DamageKind = "bad signature"
	WrongAlgorithm DamageKind = "wrong algorithm"
	MissingClaim   DamageKind = "missing claim"
	OtherIssuer    DamageKind = "other issuer"
)

// DamageError reports a value that is not an intact secret of the expected kind. It
// holds no part of the value.
type DamageError struct {
	Kind DamageKind
	// Detail is a sentence for the person who copied the value.
	Detail string
}

func (e *DamageError) Error() string { return e.Detail }

func damage(kind DamageKind, detail string) *DamageError {
	return &DamageError{Kind: kind, Detail: detail}
}
