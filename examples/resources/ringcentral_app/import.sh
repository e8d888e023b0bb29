# By client ID (Developer Console > Apps > the app > Credentials):
terraform import ringcentral_app.orders AbCdEf123456

# To have it verified at once, add where its secrets are:
terraform import ringcentral_app.orders 'AbCdEf123456?client_secret_from=env:ORDERS_CLIENT_SECRET&jwt_from=env:ORDERS_JWT'
