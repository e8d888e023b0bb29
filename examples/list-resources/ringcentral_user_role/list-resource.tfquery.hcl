list "ringcentral_user_role" "custom" {
  provider = ringcentral
}
