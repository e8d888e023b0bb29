# Every integration of this account. The module's README says what an entry may hold,
# and what each stage means. After a merge, next_steps says what to click, and which
# lines to fill in here.

locals {
  integrations = {
    orders = {
      name        = "Orders notifier (staging)"
      description = "Sends order updates by SMS from the test ERP."
      operations  = ["createSMSMessage", "readUserCallLog"]
      email       = "orders-notifier-staging@example.com"

      # After the first click:
      # client_id     = "..."
      # client_secret_from = { env = "ORDERS_CLIENT_SECRET" }

      # After the second click:
      # jwt_from = { env = "ORDERS_JWT" }
    }
  }
}
