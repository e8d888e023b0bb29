// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

// Settings that are missing or misplaced.
var (
	ClientIDMissing = define(row{
		code: "client_id_missing", section: settings, value: clientIDValue,
		summary: "The app has no client ID yet",
		detail:  "Without a client ID there is nothing to verify: the app has not been registered, or its client ID is not in the configuration yet.",
		remedy:  "Register the app with the link in registration_url of ringcentral_app, then set client_id.",
		meaning: "The app has no client ID in the configuration.", detection: "The argument is null.", advice: "Register the app with `registration_url`, then set `client_id`.",
	})
	SecretReferenceAbsent = define(row{
		code: "secret_reference_missing", section: settings,
		summary: "No {secret} is configured",
		detail:  "The check needs the {secret}, and the configuration does not say where it is.",
		remedy:  "Set {argument} to a reference, for example {argument} = { env = \"NAME_OF_VARIABLE\" }.",
		meaning: "A check needs a secret, and the configuration does not say where it is.", detection: "The argument is null.", advice: "Set it to a reference, or use the write-only argument beside it.",
	})
	SecretUnavailable = define(row{
		code: "secret_not_available", section: settings, about: aboutPlace,
		summary: "The {secret} is not available here",
		detail:  "The {secret} is expected in {place}: {reason}.",
		remedy:  "Put the value there, or run where it is (for example in CI). Until then nothing that needs it can be verified.",
		meaning: "A referenced secret is not available on this machine.", detection: "The variable is not set or empty, the file cannot be read, or the command fails.", advice: "Put the value there, or run where it is.",
	})
	CommandForbidden = define(row{
		code: "command_forbidden", section: settings, about: aboutPlace,
		summary: "The command that prints the {secret} is forbidden here",
		detail:  "The {secret} is the {place}, and was not run: the environment variable " + CommandsVariable + "=forbid, set by whoever operates this machine, forbids all commands. The reference comes from {source}.",
		remedy:  "{alternative} Until then nothing that needs the value can be verified.",
		meaning: "A secret is the output of a command, and commands are forbidden on this machine.", detection: "The environment variable `RINGCENTRAL_COMMANDS`.", advice: "Use `env` or `file`, or run where commands are allowed.",
	})
	SecretFileReadable = define(row{
		code: "secret_file_world_readable", section: settings,
		summary: "Every user of this machine can read the {secret}",
		detail:  "The {place} holds a secret, and its permissions let everybody read it.",
		remedy:  "Let only its owner read it: chmod 600, and give it to the user who runs Terraform.",
		meaning: "Every user of the machine can read a file with a secret.", detection: "Its permissions.", advice: "`chmod 600`.",
	})
	ClientIDDamaged = define(row{
		code: "client_id_damaged", section: settings, about: aboutApp, value: clientIDValue, page: appsPage,
		summary: "{The} client ID is damaged",
		detail:  "{damage}",
		remedy:  "Copy the Client ID again from the app's Credentials page in the Developer Console into {client_id}.",
		meaning: "The client ID has quotation marks, a line break or something else around it.", detection: "The value.", advice: "Copy it again.",
	})
	ClientSecretDamaged = define(row{
		code: "client_secret_damaged", section: settings, about: aboutApp, value: clientSecretValue, page: appsPage,
		summary: "{The} client secret is damaged",
		detail:  "{damage}",
		remedy:  "Copy the Client Secret again from the app's Credentials page in the Developer Console into {client_secret}, without anything around it.",
		meaning: "The client secret has quotation marks, a line break or something else around it.", detection: "The value.", advice: "Copy it again.",
	})
	ValuesSwapped = define(row{
		code: "values_swapped", section: settings, about: aboutApp, page: appsPage,
		summary: "{The} {what}",
		detail:  "{evidence} The value is not shown, because it may be a secret. Nothing was sent to RingCentral.",
		remedy:  "Put each value where it belongs: the Client ID into {client_id}, the Client Secret into {client_secret}, and the JWT into {jwt}. If a secret was stored in state or a log this way, rotate it.",
		meaning: "A client ID, client secret or JWT is in the place of another.", detection: "The form of the values.", advice: "Put each value where it belongs.",
	})
)
