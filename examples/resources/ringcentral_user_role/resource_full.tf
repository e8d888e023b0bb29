# Full: permissions come from the operations that the integration calls.
data "ringcentral_api_operations" "reports" {
  operations = ["readUserCallLog"]
}

resource "ringcentral_user_role" "reports" {
  display_name    = "Call reports"
  description     = "What the call reports need, and nothing else"
  scope           = "Self"
  site_compatible = false

  permissions = setunion(
    data.ringcentral_api_operations.reports.role_permissions,
    ["DevPortalAccess", "ThirdPartyAppAccess"],
  )
}
