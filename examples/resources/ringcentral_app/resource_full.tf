# Full: scopes come from the operations that the integration calls, and every plan
# verifies client ID, client secret, auth flow and scopes.
data "ringcentral_api_operations" "reports" {
  operations = ["createSMSMessage", "readUserCallLog"]
}

variable "reports_client_id" {
  description = "Client ID of the app. Null until you have registered it."
  type        = string
  default     = null
}

resource "ringcentral_app" "reports" {
  name                 = "Call reports"
  description          = "Sends a report of the call log by SMS."
  access               = "private"
  issue_refresh_tokens = false
  scopes               = data.ringcentral_api_operations.reports.scopes
  client_id            = var.reports_client_id
  client_secret_from   = { env = "REPORTS_CLIENT_SECRET" }
  jwt_from             = { env = "REPORTS_JWT" }
}
