output "next_steps" {
  description = "What a person has to do now, with the link, for each integration that waits for one."
  value       = tomap({ for key, step in local.next_steps : key => step if step != null })
}

output "status" {
  description = "How far each integration is: `status` of its app, its credential and its grant."
  value = {
    for key, i in var.integrations : key => {
      app        = ringcentral_app.this[key].status
      credential = ringcentral_jwt_credential.this[key].status
      grant      = i.jwt_from == null ? "pending" : data.ringcentral_jwt_grant.this[key].status
    }
  }
}

output "findings" {
  description = "What is wrong with the grants, for each integration that has a problem: lists of `code`, `summary`, `detail`, `remedy` and `url`. Only filled with `on_finding = \"report\"`; otherwise a problem fails the plan."
  value       = { for key, grant in data.ringcentral_jwt_grant.this : key => grant.findings if length(grant.findings) > 0 }
}

output "ids" {
  description = "IDs of what belongs to each integration. `client_id` is null until the app is registered, `token_id` and `fingerprint` (SHA-256 of the JWT) until the credential exists."
  value = {
    for key in keys(var.integrations) : key => {
      client_id   = ringcentral_app.this[key].client_id
      role_id     = ringcentral_user_role.this[key].id
      user_id     = ringcentral_service_user.this[key].id
      token_id    = ringcentral_jwt_credential.this[key].token_id
      fingerprint = ringcentral_jwt_credential.this[key].fingerprint
    }
  }
}

output "privileges" {
  description = "What each integration may do, for a reviewer: the scopes of its app and the permissions of its role."
  value = {
    for key in keys(var.integrations) : key => {
      scopes      = ringcentral_app.this[key].scopes
      permissions = ringcentral_user_role.this[key].permissions
    }
  }
}

locals {
  # The app first: without its client ID there is no link for the credential.
  next_steps = {
    for key in keys(var.integrations) : key => try(coalesce(
      ringcentral_app.this[key].next_step,
      ringcentral_jwt_credential.this[key].next_step,
    ), null)
  }
}
