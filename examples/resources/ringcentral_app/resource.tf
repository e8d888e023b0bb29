variable "orders_client_id" {
  description = "Client ID of the app; null until it has been registered."
  type        = string
  default     = null
}

resource "ringcentral_app" "orders" {
  name               = "Orders notifier"
  description        = "Sends order updates by SMS from the ERP."
  scopes             = ["ReadAccounts", "SMS"]
  client_id          = var.orders_client_id
  client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
  jwt_from           = { env = "ORDERS_JWT" }
}

output "next_step" {
  value = ringcentral_app.orders.next_step
}
