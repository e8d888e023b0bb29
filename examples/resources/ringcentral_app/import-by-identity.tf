import {
  to = ringcentral_app.orders
  identity = {
    client_id = "AbCdEf0123456789AbCdEf"
  }
}
