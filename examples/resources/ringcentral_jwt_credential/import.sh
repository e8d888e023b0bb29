# By the place where the JWT is; the JWT itself tells the rest:
terraform import ringcentral_jwt_credential.orders env:ORDERS_JWT
terraform import ringcentral_jwt_credential.orders file:/run/secrets/orders-jwt
