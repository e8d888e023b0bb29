# Every integration of this account. The module's README says what an entry may hold,
# and what each stage means. After a merge, next_steps says what to click, and which
# lines to fill in here.

locals {
  integrations = {
    orders = {
      name        = "Orders notifier"
      description = "Sends order updates by SMS from the ERP."
      operations  = ["createSMSMessage", "readUserCallLog"]
      email       = "orders-notifier@example.com"

      # After the first click:
      # client_id     = "..."
      # client_secret_from = { env = "ORDERS_CLIENT_SECRET" }

      # After the second click:
      # jwt_from = { env = "ORDERS_JWT" }
    }

    billing = {
      name        = "Billing export"
      description = "Reads call records for the monthly bills."
      operations  = ["GET /restapi/v1.0/account/~/call-log"]
      email       = "billing-export@example.com"

      # After the first click:
      # client_id     = "..."
      # client_secret_from = { env = "BILLING_CLIENT_SECRET" }

      # After the second click:
      # jwt_from = { env = "BILLING_JWT" }
    }
  }
}
