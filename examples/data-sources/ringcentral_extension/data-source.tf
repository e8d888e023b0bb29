data "ringcentral_extension" "by_email" {
  email = "orders-notifier@example.com"
}

data "ringcentral_extension" "by_number" {
  extension_number = "4711"
}
