# Fill in one of these, or another backend with locking. Without a backend, CI would
# forget what it has created. Its scripts refuse to plan then.

# Amazon S3. With AWS_ROLE_ARN the pipeline logs in with its ID token.
#
# terraform {
#   backend "s3" {
#     bucket       = "..."
#     key          = "ringcentral/staging.tfstate"
#     region       = "..."
#     use_lockfile = true # Terraform 1.10 and later; before, a DynamoDB table
#   }
# }

# Azure Storage. The blob lease is the lock.
#
# terraform {
#   backend "azurerm" {
#     storage_account_name = "..."
#     container_name       = "terraform"
#     key                  = "ringcentral/staging.tfstate"
#     use_oidc             = true
#     use_azuread_auth     = true
#   }
# }

# Google Cloud Storage locks by itself.
#
# terraform {
#   backend "gcs" {
#     bucket = "..."
#     prefix = "ringcentral/staging"
#   }
# }

# GitLab keeps the state. .gitlab-ci.yml has the variables for it.
#
# terraform {
#   backend "http" {}
# }
