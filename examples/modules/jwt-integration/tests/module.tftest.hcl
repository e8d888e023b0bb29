# What the module makes of its input. No credentials and no platform are needed:
#
#   terraform init && terraform test

mock_provider "ringcentral" {
  mock_data "ringcentral_api_operations" {
    defaults = {
      scopes               = ["ReadCallLog", "SMS"]
      required_permissions = ["OutboundSMS", "ReadCallLog"]
      role_permissions     = ["BusinessSms", "ReadCallLog"]
    }
  }

  mock_data "ringcentral_jwt_grant" {
    defaults = { status = "valid" }
  }

  # The provider takes digits for an ID, as RingCentral does.
  mock_resource "ringcentral_service_user" {
    defaults = { id = "62288329016" }
  }

  mock_resource "ringcentral_app" {
    defaults = {
      status    = "pending"
      next_step = "Register the app"
    }
  }

  mock_resource "ringcentral_jwt_credential" {
    defaults = {
      status    = "pending"
      next_step = "Create the JWT credential"
    }
  }
}

variables {
  integrations = {
    orders = {
      name        = "Orders notifier"
      description = "Sends order updates by SMS from the ERP."
      operations  = ["createSMSMessage", "readUserCallLog"]
      email       = "orders-notifier@example.com"
    }
  }
}

run "declared" {
  assert {
    condition     = ringcentral_app.this["orders"].scopes == toset(["ReadCallLog", "SMS"])
    error_message = "The app must have the scopes that the operations need."
  }

  assert {
    condition     = ringcentral_user_role.this["orders"].permissions == toset(["BusinessSms", "DevPortalAccess", "ReadCallLog", "ThirdPartyAppAccess"])
    error_message = "The role must hold what the operations need, and what a person needs to create the credential."
  }

  assert {
    condition     = ringcentral_service_user.this["orders"].role_ids == toset([ringcentral_user_role.this["orders"].id])
    error_message = "The service user must hold its own role and no other."
  }

  assert {
    condition     = ringcentral_jwt_credential.this["orders"].label == "orders"
    error_message = "The credential's label must be the key of the integration."
  }

  assert {
    condition     = length(data.ringcentral_jwt_grant.this) == 0 && output.status["orders"].grant == "pending"
    error_message = "There is nothing to prove before the credential exists."
  }

  assert {
    condition     = output.next_steps == tomap({ orders = "Register the app" })
    error_message = "The first step must be to register the app."
  }
}

run "registered" {
  variables {
    integrations = {
      orders = {
        name               = "Orders notifier"
        description        = "Sends order updates by SMS from the ERP."
        operations         = ["createSMSMessage", "readUserCallLog"]
        email              = "orders-notifier@example.com"
        client_id          = "AbCdEf123456"
        client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
      }
    }
  }

  override_resource {
    target = ringcentral_app.this
    values = { status = "registered", next_step = "" }
  }

  assert {
    condition     = contains(ringcentral_user_role.this["orders"].permissions, "DevPortalAccess")
    error_message = "The service user must still be able to create its credential."
  }

  assert {
    condition     = length(data.ringcentral_jwt_grant.this) == 0
    error_message = "There is nothing to prove before the credential exists."
  }
}

run "proved_beside_a_pending_one" {
  variables {
    integrations = {
      orders = {
        name               = "Orders notifier"
        description        = "Sends order updates by SMS from the ERP."
        operations         = ["createSMSMessage", "readUserCallLog"]
        email              = "orders-notifier@example.com"
        client_id          = "AbCdEf123456"
        client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
        jwt_from           = { file = "/run/secrets/orders-jwt" }
        min_validity       = "336h"
      }
      billing = {
        name                   = "Billing export"
        description            = "Reads call records for the monthly bills <of all teams>."
        operations             = ["readCompanyCallLog"]
        email                  = "billing-export@example.com"
        first_name             = "Billing"
        last_name              = "Export"
        label                  = "billing-2027"
        additional_permissions = ["ReadCompanyInfo"]
      }
    }
  }

  assert {
    condition     = toset(keys(data.ringcentral_jwt_grant.this)) == toset(["orders"])
    error_message = "Only the integration with a credential can be proved."
  }

  assert {
    condition = (
      data.ringcentral_jwt_grant.this["orders"].client_id == "AbCdEf123456"
      && data.ringcentral_jwt_grant.this["orders"].expected_owner_id == ringcentral_service_user.this["orders"].id
      && data.ringcentral_jwt_grant.this["orders"].operations == toset(["createSMSMessage", "readUserCallLog"])
      && data.ringcentral_jwt_grant.this["orders"].min_validity == "336h"
    )
    error_message = "The grant must prove app, owner, scopes, permissions and validity."
  }

  assert {
    condition     = !contains(ringcentral_user_role.this["orders"].permissions, "DevPortalAccess")
    error_message = "With the credential created, the service user must lose its access to the Developer Console."
  }

  assert {
    condition     = ringcentral_user_role.this["billing"].permissions == toset(["BusinessSms", "DevPortalAccess", "ReadCallLog", "ReadCompanyInfo", "ThirdPartyAppAccess"])
    error_message = "additional_permissions must be added, and another integration's progress must not matter."
  }

  assert {
    condition     = ringcentral_user_role.this["billing"].description == "Reads call records for the monthly bills  of all teams ."
    error_message = "What a role's description must not hold must be taken out."
  }

  assert {
    condition     = ringcentral_service_user.this["billing"].first_name == "Billing" && ringcentral_jwt_credential.this["billing"].label == "billing-2027"
    error_message = "Names and labels that are given must be used."
  }

  assert {
    condition     = output.status["orders"].grant == "valid" && output.status["billing"].grant == "pending"
    error_message = "Every integration must have a status of its own."
  }
}

run "access_to_the_console_for_a_rotation" {
  variables {
    integrations = {
      orders = {
        name                     = "Orders notifier"
        description              = "Sends order updates by SMS from the ERP."
        operations               = ["createSMSMessage"]
        email                    = "orders-notifier@example.com"
        client_id                = "AbCdEf123456"
        client_secret_from       = { env = "ORDERS_CLIENT_SECRET" }
        jwt_from                 = { env = "ORDERS_JWT" }
        developer_console_access = true
      }
    }
  }

  assert {
    condition     = contains(ringcentral_user_role.this["orders"].permissions, "DevPortalAccess")
    error_message = "developer_console_access must decide."
  }
}

run "findings_are_reported" {
  variables {
    on_finding = "report"
    integrations = {
      orders = {
        name               = "Orders notifier"
        description        = "Sends order updates by SMS from the ERP."
        operations         = ["createSMSMessage"]
        email              = "orders-notifier@example.com"
        client_id          = "AbCdEf123456"
        client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
        jwt_from           = { env = "ORDERS_JWT" }
      }
    }
  }

  assert {
    condition     = data.ringcentral_jwt_grant.this["orders"].on_finding == "report"
    error_message = "on_finding must reach the grant."
  }
}

run "nothing" {
  variables {
    integrations = {}
  }

  assert {
    condition     = length(output.next_steps) == 0 && length(output.ids) == 0
    error_message = "An empty map must be possible."
  }
}
