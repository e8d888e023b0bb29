# Writes the link that registers the administrator's app, and checks the app once
# it exists. Needs no credentials of the provider; keep it apart from the rest.

terraform {
  required_version = ">= 1.9"

  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}

provider "ringcentral" {}

variable "client_id" {
  description = "Client ID of the administrator's app; null until it has been registered."
  type        = string
  default     = null
}

resource "ringcentral_app" "terraform" {
  name               = "Terraform"
  description        = "Manages users and roles of our integrations as code."
  scopes             = ["EditAccounts", "RoleManagement"]
  client_id          = var.client_id
  client_secret_from = { env = "RINGCENTRAL_CLIENT_SECRET" }
  jwt_from           = { env = "RINGCENTRAL_JWT" }
}

output "next_step" {
  description = "What a person has to do now."
  value       = coalesce(ringcentral_app.terraform.next_step, "none")
}

output "status" {
  description = "What was last observed of the app."
  value       = ringcentral_app.terraform.status
}
