import {
  to = ringcentral_user_role_assignment.reporting
  id = "62288329016/13005"
}
