import {
  to = ringcentral_jwt_credential.orders
  id = "env:ORDERS_JWT"
}
