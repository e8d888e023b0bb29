terraform {
  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}

# The administrator's app and JWT that the provider itself runs as come from the
# environment: RINGCENTRAL_CLIENT_ID, RINGCENTRAL_CLIENT_SECRET, RINGCENTRAL_JWT.
provider "ringcentral" {}
