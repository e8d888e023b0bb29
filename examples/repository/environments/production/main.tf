# The production account. What changes here is in integrations.tf.

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

module "integrations" {
  source = "../../modules/jwt-integration"

  integrations = local.integrations
}

output "next_steps" {
  description = "What a person has to do now, for each integration that waits for one."
  value       = module.integrations.next_steps
}

output "status" {
  description = "How far each integration is."
  value       = module.integrations.status
}

output "ids" {
  description = "IDs of what belongs to each integration."
  value       = module.integrations.ids
}
