import {
  to = ringcentral_jwt_credential.orders
  identity = {
    jwt = "env:ORDERS_JWT"
  }
}
