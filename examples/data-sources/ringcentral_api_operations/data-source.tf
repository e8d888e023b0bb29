data "ringcentral_api_operations" "orders" {
  operations = [
    "createSMSMessage",                                           # by operation ID
    "GET /restapi/v1.0/account/~/extension/~/call-log",           # or by method and path
    "GET /restapi/v1.0/account/{accountId}/extension/62288329016" # with real IDs or parameter names
  ]
}

resource "ringcentral_app" "orders" {
  name        = "Orders notifier"
  description = "Sends order updates by SMS from the ERP."
  scopes      = data.ringcentral_api_operations.orders.scopes
}

resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"
  permissions = setunion(
    data.ringcentral_api_operations.orders.role_permissions,
    ["DevPortalAccess", "ThirdPartyAppAccess"],
  )
}
