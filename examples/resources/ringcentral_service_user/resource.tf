resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"
  permissions  = ["BusinessSms", "DevPortalAccess", "ThirdPartyAppAccess"]
}

resource "ringcentral_service_user" "orders" {
  first_name = "Orders"
  last_name  = "Notifier"
  email      = "orders-notifier@example.com"
  department = "Integrations"
  role_ids   = [ringcentral_user_role.orders.id]
}
