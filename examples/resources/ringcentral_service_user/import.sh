# By extension ID:
terraform import ringcentral_service_user.orders 62288329016

# By e-mail address or extension number:
terraform import ringcentral_service_user.orders email:orders-notifier@example.com
terraform import ringcentral_service_user.orders extension_number:4711
