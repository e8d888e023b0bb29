import {
  to = ringcentral_service_user.orders
  identity = {
    account_id = "809646016"
    id         = "62288329016"
  }
}
