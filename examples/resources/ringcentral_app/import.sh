# By client ID (Developer Console > Apps > the app > Credentials):
terraform import ringcentral_app.orders AbCdEf123456

# With references to its secrets, to verify it at once:
terraform import ringcentral_app.orders 'AbCdEf123456?client_secret_from=env:ORDERS_CLIENT_SECRET&jwt_from=env:ORDERS_JWT'
