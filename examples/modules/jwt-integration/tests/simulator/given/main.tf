# What the journey begins with.

output "orders" {
  description = "An integration that sends messages."
  value = {
    name        = "Orders notifier"
    description = "Sends order updates by SMS from the ERP."
    operations  = ["createSMSMessage", "readUserCallLog"]
    email       = "orders-notifier@example.com"
  }
}

output "billing" {
  description = "An integration that reads."
  value = {
    name        = "Billing export"
    description = "Reads call records for the monthly bills."
    operations  = ["GET /restapi/v1.0/account/~/call-log"]
    email       = "billing-export@example.com"
  }
}

output "scratch" {
  description = "Where the person stores what the Developer Console shows."
  value       = "scratch"
}
