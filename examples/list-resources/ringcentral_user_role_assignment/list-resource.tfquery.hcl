list "ringcentral_user_role_assignment" "bots" {
  provider = ringcentral

  config {
    role_id = "25478010"
  }
}
