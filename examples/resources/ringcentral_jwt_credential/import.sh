# By a reference to the JWT, which must be readable on this machine. Owner and expiry
# come from the JWT; label, client_ids and expires_at from the configuration:
terraform import ringcentral_jwt_credential.orders env:ORDERS_JWT
terraform import ringcentral_jwt_credential.orders file:/run/secrets/orders-jwt
