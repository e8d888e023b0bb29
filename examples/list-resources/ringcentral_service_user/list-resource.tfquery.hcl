list "ringcentral_service_user" "bots" {
  provider = ringcentral

  config {
    email_domain = "bots.example.com"
    statuses     = ["Enabled", "Disabled"]
  }
}
