// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

// NoClientID reports that the app has not been registered yet.
func NoClientID() Finding {
	return Finding{
		Code:     ClientIDMissing,
		Argument: "client_id",
		Summary:  "The app has no client ID yet",
		Detail:   "Without a client ID there is nothing to verify: the app has not been registered, or its client ID has not been put into the configuration.",
		Remedy:   "Register the app with the link in registration_url of ringcentral_app, then set client_id.",
	}
}

// NoReference reports that a needed secret has no reference in the configuration.
func NoReference(attribute string) Finding {
	return Finding{
		Code:     SecretReferenceAbsent,
		Argument: attribute,
		Summary:  fmt.Sprintf("No %s is configured", secretNoun(attribute)),
		Detail:   fmt.Sprintf("The check needs the %s, and the configuration does not say where it is.", secretNoun(attribute)),
		Remedy:   fmt.Sprintf("Set %s to a reference, for example %s = { env = \"NAME_OF_VARIABLE\" }.", attribute, attribute),
	}
}

// Source says where a reference to a secret was found.
type Source string

// The sources of references.
const (
	FromConfiguration Source = "the configuration"
	FromState         Source = "the state, where an earlier apply stored it"
	FromImport        Source = "the import ID or identity"
)

// Unresolved reports that a referenced secret is not available on this machine.
func Unresolved(attribute string, source Source, err error) Finding {
	var forbidden *credential.ForbiddenError
	if errors.As(err, &forbidden) {
		return commandForbidden(attribute, source, forbidden.Reference)
	}
	finding := Finding{
		Code:     SecretUnavailable,
		Argument: attribute,
		Summary:  fmt.Sprintf("The %s is not available here", secretNoun(attribute)),
		Detail:   err.Error(),
		Remedy:   "Put the value there, or run where it is (for example in CI). Until then nothing that needs it can be verified.",
	}
	var unresolved *credential.UnresolvedError
	if errors.As(err, &unresolved) {
		finding.Detail = fmt.Sprintf("The %s is expected in %s: %s.", secretNoun(attribute), unresolved.Reference, unresolved.Reason)
		finding.Output = unresolved.Output
	}
	return finding
}

// CommandsVariable is the environment variable by which the operator of a machine
// forbids commands.
const CommandsVariable = "RINGCENTRAL_COMMANDS"

func commandForbidden(attribute string, source Source, command credential.Reference) Finding {
	remedies := map[Source]string{
		FromConfiguration: "Use { env = \"NAME\" } or { file = \"PATH\" }, or run where commands are allowed.",
		FromState:         "If the configuration names another place by now, apply it: the state then no longer names the command. Under strict verification add -refresh=false to that apply. Otherwise run where commands are allowed.",
		FromImport:        "Import with env:NAME or file:PATH, or import where commands are allowed.",
	}
	return Finding{
		Code:     CommandForbidden,
		Argument: attribute,
		Summary:  fmt.Sprintf("The command that prints the %s is forbidden here", secretNoun(attribute)),
		Detail:   fmt.Sprintf("The %s is the %s, and was not run: the environment variable %s=forbid, set by whoever operates this machine, forbids all commands. The reference comes from %s.", secretNoun(attribute), command, CommandsVariable, source),
		Remedy:   remedies[source] + " Until then nothing that needs the value can be verified.",
	}
}

// WorldReadable warns of a file with a secret that every user of the machine may read.
func WorldReadable(attribute string, file credential.Reference) Finding {
	return Finding{
		Code:     SecretFileReadable,
		Argument: attribute,
		Summary:  fmt.Sprintf("Every user of this machine can read the %s", secretNoun(attribute)),
		Detail:   fmt.Sprintf("The %s holds a secret, and its permissions let everybody read it.", file),
		Remedy:   "Let only its owner read it: chmod 600, and give it to the user who runs Terraform.",
	}
}

// secretNoun is what people call the secret that an attribute is about.
func secretNoun(attribute string) string {
	if strings.HasPrefix(attribute, "client_secret") {
		return "client secret"
	}
	return "JWT"
}
