// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

// Missing or misplaced settings.
var (
	ClientIDMissing = define(row{
		code: "client_id_missing", section: settings, value: clientIDValue,
		summary:   "The app has no client ID yet",
		detail:    "The app is not registered, or its client ID is not in the configuration. Nothing can be verified yet.",
		remedy:    "Register the app with the link in registration_url of ringcentral_app. Then set client_id.",
		meaning:   "The app has no client ID in the configuration.",
		detection: "The argument is null.",
		advice:    "Register the app with `registration_url`, then set `client_id`.",
	})
	SecretReferenceAbsent = define(row{
		code: "secret_reference_missing", section: settings,
		summary:   "No {secret} is configured",
		detail:    "This check needs the {secret}, but the configuration has no reference to it.",
		remedy:    "Set {argument} to a reference, for example {argument} = { env = \"NAME_OF_VARIABLE\" }.",
		meaning:   "A check needs a secret, but the configuration has no reference to it.",
		detection: "The argument is null.",
		advice:    "Set it to a reference, or use the write-only argument beside it.",
	})
	SecretUnavailable = define(row{
		code: "secret_not_available", section: settings, about: aboutPlace,
		summary:   "The {secret} is not available from the {place}",
		detail:    "The configuration reads the {secret} from the {place}: {reason}.",
		remedy:    "Store it there, or run Terraform where it is available, for example in CI. Without it, checks that need it are not made.",
		meaning:   "A referenced secret is not available on this machine.",
		detection: "The variable is not set or empty, the file cannot be read, or the command fails.",
		advice:    "Store the value there, or run Terraform where it is available.",
	})
	CommandForbidden = define(row{
		code: "command_forbidden", section: settings, about: aboutPlace,
		summary:   "Commands are forbidden on this machine, including the one that prints the {secret}",
		detail:    "The {secret} is the {place}. The provider did not run it, because the environment variable " + CommandsVariable + "=forbid on this machine forbids all commands. The reference comes from {source}.",
		remedy:    "{alternative} Until then, checks that need the value are skipped.",
		meaning:   "A reference uses a command, and commands are forbidden on this machine.",
		detection: "The environment variable `RINGCENTRAL_COMMANDS`.",
		advice:    "Use `env` or `file`, or run Terraform where commands are allowed.",
	})
	SecretFileReadable = define(row{
		code: "secret_file_world_readable", section: settings,
		summary: "Every user of this machine can read the {secret}",
		detail:  "The permissions of the {place} let every user of this machine read it.",
		remedy:  "Allow only its owner to read it (chmod 600). The owner must be the user who runs Terraform.",
		meaning: "Every user of the machine can read a secret file.", detection: "Its permissions.", advice: "`chmod 600`.",
	})
	AccountNotAllowed = define(row{
		code: "account_not_allowed", section: settings,
		summary:   "The provider's credentials belong to an account that is not allowed",
		detail:    "They belong to account {account} on {server}, but allowed_account_ids permits only {allowed}. Nothing was read or changed.",
		remedy:    "Use the credentials of an allowed account, or add the account to allowed_account_ids of the provider block.",
		meaning:   "The provider's credentials belong to an account that is not in `allowed_account_ids`.",
		detection: "The account of the access token.",
		advice:    "Use the other credentials.",
	})
	ClientIDDamaged = define(row{
		code: "client_id_damaged", section: settings, about: aboutApp, value: clientIDValue, page: appsPage,
		summary: "{The} client ID is damaged",
		detail:  "{damage}",
		remedy:  "Copy the Client ID again from the app's Credentials page in the Developer Console into {client_id}.",
		meaning: "There are quotation marks, a line break or other text around the client ID.", detection: "The value.", advice: "Copy it again.",
	})
	ClientSecretDamaged = define(row{
		code: "client_secret_damaged", section: settings, about: aboutApp, value: clientSecretValue, page: appsPage,
		summary: "{The} client secret is damaged",
		detail:  "{damage}",
		remedy:  "Copy the Client Secret again from the app's Credentials page in the Developer Console into {client_secret}, without quotation marks, spaces or line breaks.",
		meaning: "There are quotation marks, a line break or other text around the client secret.", detection: "The value.", advice: "Copy it again.",
	})
	ValuesSwapped = define(row{
		code: "values_swapped", section: settings, about: aboutApp, page: appsPage,
		summary: "{The} {what}",
		detail:  "{evidence} The value may be a secret, so it is not shown. Nothing was sent to RingCentral.",
		remedy:  "Put each value where it belongs: the Client ID into {client_id}, the Client Secret into {client_secret}, and the JWT into {jwt}. If a state or a log contains a secret now, rotate it.",
		meaning: "A client ID, client secret or JWT is in the wrong argument.", detection: "The form of the values.", advice: "Put each value where it belongs.",
	})
)
