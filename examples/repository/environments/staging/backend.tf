# Where the state is: fill in one of these, or another backend with locking. Without
# a backend CI would forget what it has created; its scripts refuse to plan then.

# terraform {
#   backend "s3" {
#     bucket       = "..."
#     key          = "ringcentral/staging.tfstate"
#     region       = "..."
#     use_lockfile = true # from Terraform 1.10 on; before, a DynamoDB table
#   }
# }

# terraform {
#   backend "azurerm" {
#     storage_account_name = "..."
#     container_name       = "terraform"
#     key                  = "ringcentral/staging.tfstate"
#     use_oidc             = true
#   }
# }

# GitLab keeps the state itself; .gitlab-ci.yml has the variables for it.
#
# terraform {
#   backend "http" {}
# }
