import {
  to = ringcentral_app.orders
  id = "AbCdEf123456"
}
