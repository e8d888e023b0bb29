// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

// NoClientID reports that the app has not been registered yet.
func NoClientID() Finding { return ClientIDMissing.finding(GrantContext{}) }

// NoReference reports that a needed secret has no reference in the configuration.
func NoReference(argument string) Finding {
	return aboutSecret(SecretReferenceAbsent, argument, "argument", argument)
}

// Source says where a reference to a secret was found.
type Source string

// The sources of references.
const (
	FromConfiguration Source = "the configuration"
	FromState         Source = "the state, where an earlier apply stored it"
	FromImport        Source = "the import ID or identity"
)

// alternatives says what to use instead of a forbidden command.
var alternatives = map[Source]string{
	FromConfiguration: "Use { env = \"NAME\" } or { file = \"PATH\" }, or run Terraform where commands are allowed.",
	FromState:         "If the configuration has another reference now, apply it to replace the command in the state. Under strict verification add -refresh=false to that apply. Otherwise run Terraform where commands are allowed.",
	FromImport:        "Import with env:NAME or file:PATH, or import where commands are allowed.",
}

// CommandsVariable is the environment variable by which the operator of a machine
// forbids commands.
const CommandsVariable = "RINGCENTRAL_COMMANDS"

// Unresolved reports that a referenced secret is not available on this machine.
func Unresolved(argument string, source Source, err error) Finding {
	var forbidden *credential.ForbiddenError
	if errors.As(err, &forbidden) {
		return aboutSecret(CommandForbidden, argument, "place", forbidden.Reference.String(), "source", string(source), "alternative", alternatives[source])
	}
	var unresolved *credential.UnresolvedError
	if errors.As(err, &unresolved) {
		f := aboutSecret(SecretUnavailable, argument, "place", unresolved.Reference.String(), "reason", unresolved.Reason)
		f.Output = unresolved.Output
		return f
	}
	f := aboutSecret(SecretUnavailable, argument, "place", "reference in "+argument)
	f.Detail = err.Error()
	return f
}

// WorldReadable warns of a file with a secret that every user of the machine may read.
func WorldReadable(argument string, file credential.Reference) Finding {
	return aboutSecret(SecretFileReadable, argument, "place", file.String())
}

// aboutSecret returns a finding about the secret that an argument is for.
func aboutSecret(code Code, argument string, values ...string) Finding {
	secret := "JWT"
	if strings.HasPrefix(argument, "client_secret") {
		secret = "client secret"
	}
	f := code.finding(GrantContext{}, append(values, "secret", secret)...)
	f.Argument = argument
	return f
}

// OtherAccount reports that the provider's credentials are those of an account that is
// not allowed.
func OtherAccount(account string, allowed []string, s GrantContext) Finding {
	return AccountNotAllowed.finding(s, "account", account, "allowed", strings.Join(allowed, ", "), "server", s.ServerURL)
}
