output "registration_url" {
  value = provider::ringcentral::app_registration_url(
    "Orders notifier",
    "Sends order updates by SMS from the ERP.",
    ["ReadAccounts", "SMS"],
  )
}
