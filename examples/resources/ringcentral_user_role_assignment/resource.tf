# Minimal: adds one role to a user that Terraform does not manage.
data "ringcentral_extension" "reporting" {
  email = "reporting@example.com"
}

data "ringcentral_user_role" "call_log" {
  display_name = "Call log reader"
}

resource "ringcentral_user_role_assignment" "reporting" {
  user_id = data.ringcentral_extension.reporting.id
  role_id = data.ringcentral_user_role.call_log.id
}
