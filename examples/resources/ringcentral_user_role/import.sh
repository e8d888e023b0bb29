# By the ID of the role (data source ringcentral_user_role finds it by name):
terraform import ringcentral_user_role.orders 13005
