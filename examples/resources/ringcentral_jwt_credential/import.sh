# By the place where the JWT is, which must be readable here. The JWT tells its owner
# and expiry; label, client_ids and expires_at come from the configuration:
terraform import ringcentral_jwt_credential.orders env:ORDERS_JWT
terraform import ringcentral_jwt_credential.orders file:/run/secrets/orders-jwt
