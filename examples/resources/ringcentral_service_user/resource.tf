# Minimal
resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"
  permissions  = ["BusinessSms", "DevPortalAccess", "ThirdPartyAppAccess"]
}

resource "ringcentral_service_user" "orders" {
  first_name = "Orders"
  email      = "orders-notifier@example.com"
  role_ids   = [ringcentral_user_role.orders.id]
}
