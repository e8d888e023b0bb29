# Fails the plan if the integration does not work.
data "ringcentral_jwt_grant" "orders" {
  client_id            = "AbCdEf123456"
  client_secret_from   = { env = "ORDERS_CLIENT_SECRET" }
  jwt_from             = { env = "ORDERS_JWT" }
  required_scopes      = ["ReadAccounts", "SMS"]
  required_permissions = ["OutboundSMS"]
  min_validity         = "720h"
}

# Proves what the integration calls: the scopes, permissions and features of its
# operations, a phone number that can send SMS, and a request.
data "ringcentral_jwt_grant" "messages" {
  client_id                = "AbCdEf123456"
  client_secret_from       = { env = "ORDERS_CLIENT_SECRET" }
  jwt_from                 = { env = "ORDERS_JWT" }
  operations               = ["createSMSMessage", "readAccountInfo"]
  required_number_features = ["SmsSender"]
  rehearse                 = ["GET /restapi/v1.0/account/~"]
}

# Reports its findings, for a check block.
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
    error_message = join("\n", [for f in data.ringcentral_jwt_grant.reporting.findings : "${f.summary}. ${f.remedy == null ? "" : f.remedy}"])
  }
}

# Reports its findings, for a postcondition.
data "ringcentral_jwt_grant" "deployment" {
  client_id          = "AbCdEf123456"
  client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
  jwt_from           = { env = "ORDERS_JWT" }
  on_finding         = "report"

  lifecycle {
    postcondition {
      condition     = self.status != "invalid"
      error_message = join("\n", [for f in self.findings : "${f.code}: ${f.summary}"])
    }
  }
}
