# Full: permitted for one app, expires on a known day, and plans warn 45 days before.
data "ringcentral_extension" "reports" {
  email = "call-reports@example.com"
}

resource "ringcentral_jwt_credential" "reports" {
  label               = "call-reports"
  owner_id            = data.ringcentral_extension.reports.id
  client_ids          = ["AbCdEf123456"]
  expires_at          = "2027-06-30T23:59:59Z"
  expiry_warning_days = 45
  jwt_from            = { env = "REPORTS_JWT" }
}

# Replaced whenever the credential is rotated: use this for anything that holds a
# copy of the JWT.
resource "terraform_data" "deployment" {
  lifecycle {
    replace_triggered_by = [ringcentral_jwt_credential.reports.fingerprint]
  }
}
