# By role ID:
terraform import ringcentral_user_role.orders 13005

# By the name that the Admin Portal shows:
terraform import ringcentral_user_role.orders 'name:Orders notifier'
