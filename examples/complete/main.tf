# An integration with everything that it consists of: an app, the service user
# that it acts as, a least-privilege role, the JWT credential, and the proof that
# they work together. Apply it three times; next_step says what to do in between.

terraform {
  required_version = ">= 1.9"

  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}

# RINGCENTRAL_CLIENT_ID, RINGCENTRAL_CLIENT_SECRET and RINGCENTRAL_JWT of an
# administrator's app come from the environment.
provider "ringcentral" {}

variable "orders_client_id" {
  description = "Client ID of the app; null until it has been registered in the Developer Console."
  type        = string
  default     = null
}

locals {
  # References: where a secret is, never what it is.
  orders_secret = { env = "ORDERS_CLIENT_SECRET" }
  orders_jwt    = { env = "ORDERS_JWT" }
}

# What the integration calls decides what its app and its user may do.
data "ringcentral_api_operations" "orders" {
  operations = ["createSMSMessage", "readUserCallLog"]
}

resource "ringcentral_app" "orders" {
  name               = "Orders notifier"
  description        = "Sends order updates by SMS from the ERP."
  scopes             = data.ringcentral_api_operations.orders.scopes
  client_id          = var.orders_client_id
  client_secret_from = local.orders_secret
  jwt_from           = local.orders_jwt
}

resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"
  description  = "What the orders notifier needs and nothing else"
  permissions = setunion(data.ringcentral_api_operations.orders.role_permissions, [
    "DevPortalAccess",     # creates the JWT credential; can go once it exists
    "ThirdPartyAppAccess", # logs in through an app
  ])
}

resource "ringcentral_service_user" "orders" {
  first_name = "Orders"
  last_name  = "Notifier"
  email      = "orders-notifier@example.com"
  role_ids   = [ringcentral_user_role.orders.id]
}

resource "ringcentral_jwt_credential" "orders" {
  label      = "orders-notifier"
  owner_id   = ringcentral_service_user.orders.id
  client_ids = [ringcentral_app.orders.client_id]
  jwt_from   = local.orders_jwt
}

# Performs the grant on every plan, revokes the token, and reports.
data "ringcentral_jwt_grant" "orders" {
  client_id          = ringcentral_app.orders.client_id
  client_secret_from = local.orders_secret
  jwt_from           = local.orders_jwt
  expected_owner_id  = ringcentral_service_user.orders.id
  operations         = data.ringcentral_api_operations.orders.operations

  # The other arguments name the app and the user, not the role. While a change of
  # the role is planned, the proof must wait for it.
  depends_on = [ringcentral_user_role.orders]
}

output "next_step" {
  description = "The one thing that a person has to do now."
  value       = coalesce(ringcentral_app.orders.next_step, ringcentral_jwt_credential.orders.next_step, "none")
}

output "grant" {
  description = "What the JWT grant proved."
  value = {
    status   = data.ringcentral_jwt_grant.orders.status
    scopes   = data.ringcentral_jwt_grant.orders.scopes
    owner_id = data.ringcentral_jwt_grant.orders.owner_id
  }
}

output "service_user_id" {
  description = "ID of the extension that the integration acts as."
  value       = ringcentral_service_user.orders.id
}
