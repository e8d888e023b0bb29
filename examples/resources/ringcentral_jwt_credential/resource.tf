data "ringcentral_extension" "orders" {
  email = "orders-notifier@example.com"
}

resource "ringcentral_jwt_credential" "orders" {
  label      = "orders-notifier"
  owner_id   = data.ringcentral_extension.orders.id
  client_ids = ["AbCdEf123456"]
  expires_at = "2027-06-30T23:59:59Z"
  jwt_from   = { env = "ORDERS_JWT" }
}

# Whatever holds a copy of the JWT follows its rotation.
resource "terraform_data" "deployment" {
  lifecycle {
    replace_triggered_by = [ringcentral_jwt_credential.orders.fingerprint]
  }
}
