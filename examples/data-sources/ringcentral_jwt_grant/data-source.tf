# Fails the plan if the integration does not work.
data "ringcentral_jwt_grant" "orders" {
  client_id            = "AbCdEf123456"
  client_secret_from   = { env = "ORDERS_CLIENT_SECRET" }
  jwt_from             = { env = "ORDERS_JWT" }
  required_scopes      = ["ReadAccounts", "SMS"]
  required_permissions = ["OutboundSMS"]
  min_validity         = "720h"
}

# Reports instead, and lets a check block judge.
data "ringcentral_jwt_grant" "reporting" {
  client_id          = "GhIjKl123456"
  client_secret_from = { file = "/run/secrets/reporting-client-secret" }
  jwt_from           = { file = "/run/secrets/reporting-jwt" }
  required_scopes    = ["ReadCallLog"]
  on_finding         = "report"
}

check "reporting" {
  assert {
    condition     = data.ringcentral_jwt_grant.reporting.valid
    error_message = join("\n", [for p in data.ringcentral_jwt_grant.reporting.findings : "${p.summary}. ${coalesce(p.remedy, "")}"])
  }
}

# Reports, and lets a postcondition of the consumer judge.
data "ringcentral_jwt_grant" "deployment" {
  client_id          = "AbCdEf123456"
  client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
  jwt_from           = { env = "ORDERS_JWT" }
  on_finding         = "report"

  lifecycle {
    postcondition {
      condition     = self.status != "invalid"
      error_message = join("\n", [for p in self.findings : "${p.code}: ${p.summary}"])
    }
  }
}
