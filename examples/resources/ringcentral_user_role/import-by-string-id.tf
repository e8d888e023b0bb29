import {
  to = ringcentral_user_role.orders
  id = "13005"
}
