# Two integrations, with as much filled in as the person in front of the Developer
# Console has stored up to now.

locals {
  declared = {
    orders = {
      name        = "Orders notifier"
      description = "Sends order updates by SMS from the ERP."
      operations  = ["createSMSMessage", "readUserCallLog"]
      email       = "orders-notifier@example.com"
    }
    billing = {
      name        = "Billing export"
      description = "Reads call records for the monthly bills."
      operations  = ["GET /restapi/v1.0/account/~/call-log"]
      email       = "billing-export@example.com"
    }
  }
}

output "integrations" {
  description = "The input of the module."
  value = {
    for key, i in local.declared : key => merge(i, {
      client_id          = fileexists("scratch/${key}/client_id") ? file("scratch/${key}/client_id") : null
      client_secret_from = fileexists("scratch/${key}/client_secret") ? { file = "scratch/${key}/client_secret" } : null
      jwt_from           = fileexists("scratch/${key}/jwt") ? { file = "scratch/${key}/jwt" } : null
    })
  }
}
