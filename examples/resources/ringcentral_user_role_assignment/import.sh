# By extension ID and role ID:
terraform import ringcentral_user_role_assignment.reporting 62288329016/13005
