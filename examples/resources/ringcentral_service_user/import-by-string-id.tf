import {
  to = ringcentral_service_user.orders
  id = "62288329016"
}
