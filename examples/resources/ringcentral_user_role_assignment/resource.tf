# A role for a user that Terraform does not manage, beside the roles that it has.
data "ringcentral_extension" "reporting" {
  email = "reporting@example.com"
}

resource "ringcentral_user_role" "call_log" {
  display_name = "Call log reader"
  permissions  = ["ReadCallLog"]
}

resource "ringcentral_user_role_assignment" "reporting" {
  user_id = data.ringcentral_extension.reporting.id
  role_id = ringcentral_user_role.call_log.id
}
