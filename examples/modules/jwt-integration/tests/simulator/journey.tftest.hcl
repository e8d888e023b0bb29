# Two integrations on their way from pending to proved, one behind the other, with
# strict verification at every stage. Needs a simulated platform, and a person who
# makes the clicks: go test ./examples -run TestModuleOnThePlatform

run "first" {
  module {
    source = "./tests/simulator/filled_in"
  }
}

run "declared" {
  variables {
    integrations = run.first.integrations
  }

  assert {
    condition     = output.status["orders"] == { app = "pending", credential = "pending", grant = "pending" } && output.status["billing"].app == "pending"
    error_message = "Nothing has been registered yet."
  }

  assert {
    condition     = alltrue([for key in ["orders", "billing"] : can(regex("Register the app .*/new-app\\?", output.next_steps[key]))])
    error_message = "Every integration must hand out the link that registers its app."
  }
}

run "first_click_for_orders" {
  module {
    source = "./tests/simulator/console"
  }

  variables {
    task      = "register-app"
    step      = run.declared.next_steps["orders"]
    directory = "orders"
  }
}

run "second" {
  module {
    source = "./tests/simulator/filled_in"
  }
}

run "orders_registered" {
  variables {
    integrations = run.second.integrations
  }

  assert {
    condition     = output.status["orders"] == { app = "registered", credential = "pending", grant = "pending" } && output.status["billing"].app == "pending"
    error_message = "The app of one integration must be proved, the other one must wait."
  }

  assert {
    condition     = can(regex("Create the JWT credential", output.next_steps["orders"])) && can(regex("Register the app", output.next_steps["billing"]))
    error_message = "Each integration must hand out its own next step."
  }
}

run "second_click_for_orders" {
  module {
    source = "./tests/simulator/console"
  }

  variables {
    task      = "create-credential"
    step      = run.orders_registered.next_steps["orders"]
    owner_id  = run.orders_registered.ids["orders"].user_id
    directory = "orders"
  }
}

run "first_click_for_billing" {
  module {
    source = "./tests/simulator/console"
  }

  variables {
    task      = "register-app"
    step      = run.orders_registered.next_steps["billing"]
    directory = "billing"
  }
}

run "third" {
  module {
    source = "./tests/simulator/filled_in"
  }
}

run "orders_proved" {
  variables {
    integrations = run.third.integrations
  }

  assert {
    condition     = output.status["orders"] == { app = "verified", credential = "valid", grant = "valid" }
    error_message = "The grant of the integration with a credential must be proved."
  }

  assert {
    condition     = output.status["billing"] == { app = "registered", credential = "pending", grant = "pending" } && toset(keys(output.next_steps)) == toset(["billing"])
    error_message = "The other integration must wait for its credential, and nothing else for anybody."
  }

  assert {
    condition     = !contains(output.privileges["orders"].permissions, "DevPortalAccess") && contains(output.privileges["billing"].permissions, "DevPortalAccess")
    error_message = "Only who still has a credential to create needs the Developer Console."
  }

  assert {
    condition     = output.privileges["orders"].scopes == toset(["ReadCallLog", "SMS"]) && output.privileges["billing"].scopes == toset(["ReadCallLog"])
    error_message = "Every app must have the scopes of its own operations."
  }
}

run "second_click_for_billing" {
  module {
    source = "./tests/simulator/console"
  }

  variables {
    task      = "create-credential"
    step      = run.orders_proved.next_steps["billing"]
    owner_id  = run.orders_proved.ids["billing"].user_id
    directory = "billing"
  }
}

run "last" {
  module {
    source = "./tests/simulator/filled_in"
  }
}

run "everything_proved" {
  variables {
    integrations = run.last.integrations
  }

  assert {
    condition     = alltrue([for status in output.status : status.grant == "valid"]) && length(output.next_steps) == 0
    error_message = "Both grants must be proved, and nothing must be left for a person."
  }

  assert {
    condition     = output.ids["orders"].user_id != output.ids["billing"].user_id && output.ids["orders"].fingerprint != output.ids["billing"].fingerprint
    error_message = "Every integration must have a user and a credential of its own."
  }
}
