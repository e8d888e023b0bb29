import {
  to = ringcentral_user_role_assignment.reporting
  identity = {
    account_id = "809646016"
    id         = "62288329016/13005"
  }
}
