# Minimal: the first apply prints the link that registers the app.
resource "ringcentral_app" "orders" {
  name        = "Orders notifier"
  description = "Sends order updates by SMS from the ERP."
  scopes      = ["ReadAccounts", "SMS"]
}

output "next_step" {
  value = ringcentral_app.orders.next_step
}
