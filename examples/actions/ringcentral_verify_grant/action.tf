# Proves the integration on demand:
#   terraform apply -invoke=action.ringcentral_verify_grant.orders
action "ringcentral_verify_grant" "orders" {
  config {
    client_id          = "AbCdEf123456"
    client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
    jwt_from           = { env = "ORDERS_JWT" }
    operations         = ["createSMSMessage", "readAccountInfo"]
  }
}

# Proves it after each change of the role.
resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"
  permissions  = ["BusinessSms", "CompanyInfo", "ThirdPartyAppAccess"]

  lifecycle {
    action_trigger {
      events  = [after_update]
      actions = [action.ringcentral_verify_grant.orders]
    }
  }
}
