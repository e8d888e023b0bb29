resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"
  description  = "What the orders notifier needs and nothing else"

  permissions = [
    "BusinessSms",         # sends SMS
    "DevPortalAccess",     # creates the JWT credential; can go once it exists
    "ThirdPartyAppAccess", # logs in through an app
  ]
}
