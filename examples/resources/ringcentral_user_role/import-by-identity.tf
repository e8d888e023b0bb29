import {
  to = ringcentral_user_role.orders
  identity = {
    account_id = "809646016"
    id         = "13005"
  }
}
