data "ringcentral_user_role" "fax" {
  display_name = "Fax archive"
}

resource "ringcentral_service_user" "fax" {
  first_name = "Fax"
  last_name  = "Archive"
  email      = "fax-archive@example.com"
  role_ids   = [data.ringcentral_user_role.fax.id]
}
