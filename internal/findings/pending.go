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

// Unresolved reports that a referenced secret is not available on this machine.
func Unresolved(attribute string, err error) Finding {
	detail := err.Error()
	var unresolved *credential.UnresolvedError
	if errors.As(err, &unresolved) {
		detail = fmt.Sprintf("The %s is expected in %s: %s.", secretNoun(attribute), unresolved.Reference, unresolved.Reason)
	}
	return Finding{
		Code:     SecretUnavailable,
		Argument: attribute,
		Summary:  fmt.Sprintf("The %s is not available here", secretNoun(attribute)),
		Detail:   detail,
		Remedy:   "Put the value there, or run where it is (for example in CI). Until then nothing that needs it can be verified.",
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
