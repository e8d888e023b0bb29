# Full: with a role of its own.
data "ringcentral_extension" "analyst" {
  email = "analyst@example.com"
}

resource "ringcentral_user_role" "analytics" {
  display_name = "Analytics"
  permissions  = ["ReadCallLog"]
}

resource "ringcentral_user_role_assignment" "analyst" {
  user_id = data.ringcentral_extension.analyst.id
  role_id = ringcentral_user_role.analytics.id

  timeouts {
    create = "30m"
  }
}
