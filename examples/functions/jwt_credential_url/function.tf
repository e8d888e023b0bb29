output "credential_url" {
  value = provider::ringcentral::jwt_credential_url("AbCdEf0123456789AbCdEf")
}
