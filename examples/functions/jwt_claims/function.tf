variable "jwt" {
  type      = string
  ephemeral = true

  validation {
    condition     = provider::ringcentral::jwt_claims(var.jwt).server_url == "https://platform.ringcentral.com"
    error_message = "The JWT is not a credential of RingCentral's production platform."
  }
}
