# Minimal
data "ringcentral_extension" "orders" {
  email = "orders-notifier@example.com"
}

resource "ringcentral_jwt_credential" "orders" {
  label    = "orders-notifier"
  owner_id = data.ringcentral_extension.orders.id
  jwt_from = { env = "ORDERS_JWT" }
}
