import {
  to = ringcentral_app.orders
  id = "AbCdEf123456?client_secret_from=env:ORDERS_CLIENT_SECRET&jwt_from=env:ORDERS_JWT"
}
