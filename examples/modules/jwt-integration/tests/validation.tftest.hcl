# Every mistake in the input is refused while planning.

mock_provider "ringcentral" {}

run "key" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = { "Orders notifier" = { name = "Orders", description = "Sends order updates by SMS.", operations = ["createSMSMessage"], email = "orders@example.com" } }
  }
}

run "name" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = { orders = { name = "Orders/SMS", description = "Sends order updates by SMS.", operations = ["createSMSMessage"], email = "orders@example.com" } }
  }
}

run "description" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = { orders = { name = "Orders", description = "Too short", operations = ["createSMSMessage"], email = "orders@example.com" } }
  }
}

run "operations" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = { orders = { name = "Orders", description = "Sends order updates by SMS.", operations = [], email = "orders@example.com" } }
  }
}

run "email" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = { orders = { name = "Orders", description = "Sends order updates by SMS.", operations = ["createSMSMessage"], email = "orders" } }
  }
}

run "shared_user" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = {
      orders  = { name = "Orders", description = "Sends order updates by SMS.", operations = ["createSMSMessage"], email = "bot@example.com" }
      billing = { name = "Billing", description = "Reads call records for bills.", operations = ["readCompanyCallLog"], email = "Bot@example.com" }
    }
  }
}

run "shared_name" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = {
      orders  = { name = "Orders", description = "Sends order updates by SMS.", operations = ["createSMSMessage"], email = "orders@example.com" }
      billing = { name = "Orders", description = "Reads call records for bills.", operations = ["readCompanyCallLog"], email = "billing@example.com" }
    }
  }
}

run "shared_app" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = {
      orders  = { name = "Orders", description = "Sends order updates by SMS.", operations = ["createSMSMessage"], email = "orders@example.com", client_id = "AbCdEf123456", client_secret_from = { env = "A" } }
      billing = { name = "Billing", description = "Reads call records for bills.", operations = ["readCompanyCallLog"], email = "billing@example.com", client_id = "AbCdEf123456", client_secret_from = { env = "A" } }
    }
  }
}

run "client_id_without_client_secret" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = { orders = { name = "Orders", description = "Sends order updates by SMS.", operations = ["createSMSMessage"], email = "orders@example.com", client_id = "AbCdEf123456" } }
  }
}

run "jwt_without_client_id" {
  command         = plan
  expect_failures = [var.integrations]
  variables {
    integrations = { orders = { name = "Orders", description = "Sends order updates by SMS.", operations = ["createSMSMessage"], email = "orders@example.com", client_secret_from = { env = "A" }, jwt_from = { env = "B" } } }
  }
}

run "on_finding" {
  command         = plan
  expect_failures = [var.on_finding]
  variables {
    integrations = {}
    on_finding   = "ignore"
  }
}
