import {
  to = ringcentral_app.orders
  id = "AbCdEf123456?client_secret=env:ORDERS_CLIENT_SECRET&jwt=env:ORDERS_JWT"
}
