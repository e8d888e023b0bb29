# By the ID of the extension (data source ringcentral_extension finds it):
terraform import ringcentral_service_user.orders 62288329016
