variable "integrations" {
  description = <<-EOT
    The integrations, by a short key that never changes: it is the address of everything that belongs to the integration.

    Always needed:
    - `name`: App Name in the Developer Console and name of the role, 1 to 64 characters without `<`, `>`, `/` and `"`.
    - `description`: what the integration is for, 20 to 256 characters. App and role carry it.
    - `operations`: what it calls, by operation ID or by method and path. The scopes of the app and the permissions of the role follow from it.
    - `email`: e-mail address of the service user, a mailbox or list that a team reads.

    What a person adds, one after the other, as `next_steps` says:
    - `client_id`: Client ID of the app, once it has been registered.
    - `client_secret_from`: reference to its Client Secret: `{ env = "NAME" }`, `{ file = "/path" }` or `{ command = ["program", "argument"] }`. Needed with `client_id`; may be there before it.
    - `jwt_from`: reference to the JWT, once the credential has been created. From then on the grant is proved.

    Optional:
    - `first_name`, `last_name`: of the service user. Default: `name`, and none.
    - `department`, `site_id`, `use_unassigned_seat`: as in `ringcentral_service_user`.
    - `label`: label of the credential in the Developer Console. Default: the key.
    - `expires_at`: when the credential is to expire, as an RFC 3339 time. Default: it does not matter.
    - `expiry_warning_days`: from how many days before its end every plan warns. Default 30.
    - `min_validity`: how long the credential must still be valid, for example `336h`; less is a problem.
    - `additional_permissions`: permissions that the role gets beside those that follow from `operations`. Default: none.
    - `developer_console_access`: whether the role holds DevPortalAccess, which the service user needs to create a credential. Default: until `jwt_from` is set. Set it to `true` for a rotation.
  EOT
  type = map(object({
    name        = string
    description = string
    operations  = set(string)
    email       = string

    client_id = optional(string)
    client_secret_from = optional(object({
      env     = optional(string)
      file    = optional(string)
      command = optional(list(string))
    }))
    jwt_from = optional(object({
      env     = optional(string)
      file    = optional(string)
      command = optional(list(string))
    }))

    first_name               = optional(string)
    last_name                = optional(string)
    department               = optional(string)
    site_id                  = optional(string)
    use_unassigned_seat      = optional(bool)
    label                    = optional(string)
    expires_at               = optional(string)
    expiry_warning_days      = optional(number)
    min_validity             = optional(string)
    additional_permissions   = optional(set(string), [])
    developer_console_access = optional(bool)
  }))
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.integrations) : can(regex("^[a-z0-9][a-z0-9_-]*$", key))])
    error_message = "The key of an integration consists of lower-case letters, digits, hyphens and underscores. Not so: ${join(", ", [for key in keys(var.integrations) : key if !can(regex("^[a-z0-9][a-z0-9_-]*$", key))])}."
  }

  validation {
    condition     = alltrue([for i in var.integrations : can(regex("^[^<>/\"]{1,64}$", i.name))])
    error_message = "name must have 1 to 64 characters and none of < > / and the double quote. Wrong in: ${join(", ", [for key, i in var.integrations : key if !can(regex("^[^<>/\"]{1,64}$", i.name))])}."
  }

  validation {
    condition     = alltrue([for i in var.integrations : length(i.description) >= 20 && length(i.description) <= 256])
    error_message = "description must have 20 to 256 characters. Wrong in: ${join(", ", [for key, i in var.integrations : key if length(i.description) < 20 || length(i.description) > 256])}."
  }

  validation {
    condition     = alltrue([for i in var.integrations : length(i.operations) > 0])
    error_message = "operations must name what the integration calls. Empty in: ${join(", ", [for key, i in var.integrations : key if length(i.operations) == 0])}."
  }

  validation {
    condition     = alltrue([for i in var.integrations : can(regex("^[^@[:space:]]+@[^@[:space:]]+$", i.email))])
    error_message = "email must be an e-mail address. Wrong in: ${join(", ", [for key, i in var.integrations : key if !can(regex("^[^@[:space:]]+@[^@[:space:]]+$", i.email))])}."
  }

  validation {
    condition     = length(distinct([for i in var.integrations : lower(i.email)])) == length(var.integrations)
    error_message = "Every integration needs a service user, and so an email, of its own: whoever shares a user shares its permissions."
  }

  validation {
    condition     = length(distinct([for i in var.integrations : i.name])) == length(var.integrations)
    error_message = "Every integration needs a name of its own: app and role are found by it."
  }

  validation {
    condition     = length(distinct([for i in var.integrations : i.client_id if i.client_id != null])) == length([for i in var.integrations : i if i.client_id != null])
    error_message = "Every integration needs an app, and so a client_id, of its own: RingCentral counts requests and sessions per app."
  }

  validation {
    condition     = alltrue([for i in var.integrations : i.client_secret_from != null if i.client_id != null])
    error_message = "With client_id set, client_secret_from must say where the Client Secret is, for example { env = \"ORDERS_CLIENT_SECRET\" }. Missing in: ${join(", ", [for key, i in var.integrations : key if i.client_id != null && i.client_secret_from == null])}."
  }

  validation {
    condition     = alltrue([for i in var.integrations : i.client_id != null if i.jwt_from != null])
    error_message = "Leave jwt_from out until the app has a client_id and the credential has been created. Too early in: ${join(", ", [for key, i in var.integrations : key if i.jwt_from != null && i.client_id == null])}."
  }
}

variable "on_finding" {
  description = "What a grant that does not prove everything does: `error` (the default) fails the plan, `report` only lists it in the output `findings`, for a check of your own."
  type        = string
  default     = "error"
  nullable    = false

  validation {
    condition     = contains(["error", "report"], var.on_finding)
    error_message = "on_finding must be error or report."
  }
}
