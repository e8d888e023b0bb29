# One integration is an app, a role, the service user that holds the role, the
# user's JWT credential, and the grant that proves that they work together.
#
# How far an integration has come is what its entry declares: without client_id it
# waits for its app, without jwt_from for its credential. Only what is declared is
# verified, so the module works under strict verification at every stage.

locals {
  # Both clicks have been made: the grant must work.
  provable = { for key, i in var.integrations : key => i if i.jwt_from != null }

  # A user creates its credential itself, in the Developer Console.
  console_access = { for key, i in var.integrations : key => coalesce(i.developer_console_access, i.jwt_from == null) }
}

# What the integration calls decides what its app and its user may do.
data "ringcentral_api_operations" "this" {
  for_each = var.integrations

  operations = each.value.operations
}

resource "ringcentral_app" "this" {
  for_each = var.integrations

  name               = each.value.name
  description        = each.value.description
  scopes             = data.ringcentral_api_operations.this[each.key].scopes
  client_id          = each.value.client_id
  client_secret_from = each.value.client_secret_from
  jwt_from           = each.value.jwt_from
}

resource "ringcentral_user_role" "this" {
  for_each = var.integrations

  display_name = each.value.name
  description  = replace(each.value.description, "/[<>\\/\"]/", " ")
  permissions = setunion(
    # Null without an administrator's app; the role itself then says what is missing.
    coalesce(data.ringcentral_api_operations.this[each.key].role_permissions, []),
    ["ThirdPartyAppAccess"], # logs in through an app
    local.console_access[each.key] ? ["DevPortalAccess"] : [],
    each.value.additional_permissions,
  )
}

resource "ringcentral_service_user" "this" {
  for_each = var.integrations

  first_name          = coalesce(each.value.first_name, each.value.name)
  last_name           = each.value.last_name
  email               = each.value.email
  department          = each.value.department
  site_id             = each.value.site_id
  use_unassigned_seat = each.value.use_unassigned_seat
  role_ids            = [ringcentral_user_role.this[each.key].id]
}

resource "ringcentral_jwt_credential" "this" {
  for_each = var.integrations

  label               = coalesce(each.value.label, each.key)
  owner_id            = ringcentral_service_user.this[each.key].id
  client_ids          = [ringcentral_app.this[each.key].client_id]
  jwt_from            = each.value.jwt_from
  expires_at          = each.value.expires_at
  expiry_warning_days = each.value.expiry_warning_days
}

data "ringcentral_jwt_grant" "this" {
  for_each = local.provable

  client_id          = ringcentral_app.this[each.key].client_id
  client_secret_from = each.value.client_secret_from
  jwt_from           = each.value.jwt_from
  expected_owner_id  = ringcentral_service_user.this[each.key].id
  operations         = each.value.operations
  min_validity       = each.value.min_validity
  on_finding         = var.on_finding

  # The other arguments name the app and the user, not the role. While a change of
  # a role is planned, the proof must wait for it.
  depends_on = [ringcentral_user_role.this]
}
