# By the ID of the extension and the ID of the role:
terraform import ringcentral_user_role_assignment.reporting 62288329016/13005
