# Fails the plan if the integration does not work.
data "ringcentral_jwt_grant" "orders" {
  client_id            = "AbCdEf123456"
  client_secret        = { env = "ORDERS_CLIENT_SECRET" }
  jwt                  = { env = "ORDERS_JWT" }
  required_scopes      = ["ReadAccounts", "SMS"]
  required_permissions = ["OutboundSMS"]
  min_validity         = "720h"
}

# Reports instead, and lets a check block judge.
data "ringcentral_jwt_grant" "reporting" {
  client_id       = "GhIjKl123456"
  client_secret   = { file = "/run/secrets/reporting-client-secret" }
  jwt             = { file = "/run/secrets/reporting-jwt" }
  required_scopes = ["ReadCallLog"]
  on_problem      = "report"
}

check "reporting" {
  assert {
    condition     = data.ringcentral_jwt_grant.reporting.valid
    error_message = join("\n", [for p in data.ringcentral_jwt_grant.reporting.problems : "${p.summary}. ${coalesce(p.remedy, "")}"])
  }
}

# Reports, and lets a postcondition of the consumer judge.
data "ringcentral_jwt_grant" "deployment" {
  client_id     = "AbCdEf123456"
  client_secret = { env = "ORDERS_CLIENT_SECRET" }
  jwt           = { env = "ORDERS_JWT" }
  on_problem    = "report"

  lifecycle {
    postcondition {
      condition     = self.status != "invalid"
      error_message = join("\n", [for p in self.problems : "${p.code}: ${p.summary}"])
    }
  }
}
