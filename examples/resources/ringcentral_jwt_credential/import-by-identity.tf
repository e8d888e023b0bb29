import {
  to = ringcentral_jwt_credential.orders
  identity = {
    jwt_from = "env:ORDERS_JWT"
  }
}
