terraform {
  required_version = ">= 1.9"

  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}
