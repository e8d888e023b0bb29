// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

var (
	// scheme starts the value of an Authorization header.
	scheme = regexp.MustCompile(`(?i)^\s*(authorization:\s*)?(bearer|basic)\s`)
	// assignment starts a line of an env file.
	assignment = regexp.MustCompile(`^\s*(export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*[^=\s]`)
)

// InspectClientSecret checks the form of a client secret. The error is a *DamageError.
func InspectClientSecret(value string) error {
	if err := checkForm("client secret", value); err != nil {
		return err
	}
	switch kind := Identify(value); kind {
	case JWT, AccessToken:
		return damage(OtherSecret, fmt.Sprintf("The value is %s, not a client secret. The two may be swapped.", kind.withArticle()))
	default:
		return nil
	}
}

// InspectClientID checks the form of a client ID. The error is a *DamageError.
func InspectClientID(value string) error {
	if err := checkForm("client ID", value); err != nil {
		return err
	}
	switch kind := Identify(value); kind {
	case JWT, AccessToken, ClientSecret:
		return damage(OtherSecret, fmt.Sprintf("The value looks like %s, not like a client ID. The two may be swapped. It is not shown here.", kind.withArticle()))
	default:
		return nil
	}
}

// checkForm reports what was copied together with a value that is a single word. The
// error is a *DamageError or nil.
func checkForm(noun, value string) error {
	trimmed := strings.TrimSpace(strings.TrimPrefix(value, "\ufeff"))
	switch {
	case trimmed == "":
		return damage(Empty, "The value is empty.")
	case scheme.MatchString(trimmed):
		return damage(Wrapped, fmt.Sprintf("The value starts with Bearer or Basic, like an Authorization header. A %s does not.", noun))
	case strings.ContainsAny(trimmed[:1], "{[") && json.Valid([]byte(trimmed)):
		return damage(Wrapped, fmt.Sprintf("The value is a JSON document, for example from a secret manager. The %s is only one field of it.", noun))
	case assignment.MatchString(trimmed):
		return damage(Wrapped, fmt.Sprintf("The value starts with a name and an equals sign, like a line of an env file. A %s does not.", noun))
	case strings.TrimRightFunc(value, unicode.IsSpace) != value:
		return damage(HasWhitespace, fmt.Sprintf("The value ends with a line break or a space. A %s has none.", noun))
	case strings.IndexFunc(value, unicode.IsSpace) >= 0:
		return damage(HasWhitespace, fmt.Sprintf("The value contains a line break or a space. A %s has none.", noun))
	case !printable.IsClean(value):
		return damage(HasWhitespace, fmt.Sprintf("The value contains an invisible character, such as a byte order mark. A %s has none.", noun))
	case strings.ContainsAny(value, "\"'`"):
		return damage(Quoted, fmt.Sprintf("The value contains quotation marks. A %s has none.", noun))
	}
	return nil
}
