# A token that can only read the call log, and is revoked at the end of the run.
ephemeral "ringcentral_access_token" "reporting" {
  client_id          = var.reporting_client_id
  client_secret_from = { env = "REPORTING_CLIENT_SECRET" }
  jwt_from           = { command = ["op", "read", "op://integrations/reporting/jwt"] }

  scopes = ["ReadCallLog"]
  ttl    = 600
}

resource "terraform_data" "report" {
  triggers_replace = timestamp()

  provisioner "local-exec" {
    command     = "./report.sh"
    environment = { RINGCENTRAL_ACCESS_TOKEN = ephemeral.ringcentral_access_token.reporting.access_token }
  }
}

variable "reporting_client_id" {
  type = string
}
