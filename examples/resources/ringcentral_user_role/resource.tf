# Minimal
resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"

  permissions = [
    "BusinessSms",         # sends SMS
    "DevPortalAccess",     # creates the JWT credential; remove it afterwards
    "ThirdPartyAppAccess", # lets apps log in as the user
  ]
}
