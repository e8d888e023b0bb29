// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"cmp"
	"encoding/json"
	"errors"
	"math/big"
	"strings"
)

const (
	// maxID bounds an ID, in bytes. Those of RingCentral have less than 40.
	maxID = 128
	// maxExponent bounds the exponent of a number that is read as an ID.
	maxExponent = 40
	// exactBits is the size of numbers that every JSON library preserves exactly.
	exactBits = 53
)

var errNotAnID = errors.New("an ID is neither a whole number nor a short text without spaces")

// ID identifies an object. RingCentral writes some IDs as JSON numbers and
// others as strings; in Go they are always strings.
type ID string

// UnmarshalJSON accepts a string, and a whole number that is not negative. A proxy
// may have written the number with an exponent or a fraction of zero; it is refused if
// it may have been rounded.
func (id *ID) UnmarshalJSON(data []byte) error {
	var text string
	switch {
	case string(data) == "null":
		text = ""
	case data[0] != '"':
		var exact bool
		if text, exact = wholeNumber(string(data)); !exact {
			return errNotAnID
		}
	case json.Unmarshal(data, &text) != nil || text != "" && !isID(text):
		return errNotAnID
	}
	*id = ID(text)
	return nil
}

// isID reports whether a text can be an ID. IDs are used in paths, where dots alone have
// a special meaning.
func isID(text string) bool {
	return strings.Trim(text, ".") != "" && len(text) <= maxID &&
		!strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

// wholeNumber returns the digits of a JSON number that is not negative.
func wholeNumber(literal string) (digits string, exact bool) {
	if len(literal) > maxID {
		return "", false
	}
	if strings.Trim(literal, "0123456789") == "" {
		return literal, literal != ""
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(literal), "e")
	if n, ok := new(big.Int).SetString(strings.TrimPrefix(exponent, "+"), 10); exponent != "" && (!ok || n.CmpAbs(big.NewInt(maxExponent)) > 0) {
		return "", false
	}
	value, ok := new(big.Rat).SetString(literal)
	if !ok || strings.HasPrefix(mantissa, "-") || !value.IsInt() || value.Num().BitLen() > exactBits {
		return "", false
	}
	return value.Num().String(), true
}

// Compare orders IDs by the number that they are: the older object comes first.
func (id ID) Compare(other ID) int {
	return cmp.Or(cmp.Compare(len(id), len(other)), cmp.Compare(id, other))
}
