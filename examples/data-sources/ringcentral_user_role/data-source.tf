data "ringcentral_user_role" "standard" {
  display_name = "Standard"
}

resource "ringcentral_service_user" "fax" {
  first_name = "Fax"
  last_name  = "Archive"
  email      = "fax-archive@example.com"
  role_ids   = [data.ringcentral_user_role.standard.id]
}
