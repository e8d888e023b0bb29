# By client ID (Developer Console > Apps > the app > Credentials):
terraform import ringcentral_app.orders AbCdEf123456

# To have it verified at once, add where its secrets are:
terraform import ringcentral_app.orders 'AbCdEf123456?client_secret=env:ORDERS_CLIENT_SECRET&jwt=env:ORDERS_JWT'
