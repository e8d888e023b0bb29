terraform {
  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}

# Credentials come from RINGCENTRAL_CLIENT_ID, RINGCENTRAL_CLIENT_SECRET and
# RINGCENTRAL_JWT in the environment.
provider "ringcentral" {}

resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"
  permissions  = ["BusinessSms", "ThirdPartyAppAccess"]
}

resource "ringcentral_service_user" "orders" {
  first_name = "Orders"
  last_name  = "Notifier"
  email      = "orders-notifier@example.com"
  role_ids   = [ringcentral_user_role.orders.id]
}
