# A person in front of the Developer Console, for tests against the simulator: opens
# the link of a next step and stores what the Console then shows. The person is a
# program behind a loopback address.

variable "person" {
  description = "Address of the person."
  type        = string
}

variable "task" {
  description = "What the person does: `register-app` or `create-credential`."
  type        = string
}

variable "step" {
  description = "The next step that the module hands out, with its link."
  type        = string
}

variable "owner_id" {
  description = "Extension that the person signs in as."
  type        = string
  default     = ""
}

variable "directory" {
  description = "Where the person stores what the Console shows."
  type        = string
}

resource "terraform_data" "click" {
  triggers_replace = var.step

  provisioner "local-exec" {
    command = "curl --silent --show-error --fail-with-body --data-urlencode \"step=$STEP\" --data-urlencode \"owner_id=$OWNER_ID\" --data-urlencode \"directory=$DIRECTORY\" \"$PERSON/$TASK\""
    environment = {
      PERSON    = var.person
      TASK      = var.task
      STEP      = var.step
      OWNER_ID  = var.owner_id
      DIRECTORY = var.directory
    }
  }
}
