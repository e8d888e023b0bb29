# Full: takes an unassigned seat, which is licensed already, and sets the password
# with which the user signs in to the Developer Console.
variable "reports_password" {
  description = "Password of the service user. Terraform does not store it."
  type        = string
  ephemeral   = true
}

resource "ringcentral_user_role" "reports" {
  display_name = "Call reports"
  permissions  = ["DevPortalAccess", "ReadCallLog", "ThirdPartyAppAccess"]
}

resource "ringcentral_service_user" "reports" {
  first_name          = "Call"
  last_name           = "Reports"
  email               = "call-reports@example.com"
  email_as_login_name = true
  department          = "Integrations"
  job_title           = "Service user"
  role_ids            = [ringcentral_user_role.reports.id]
  use_unassigned_seat = true
  password_wo         = var.reports_password
  password_wo_version = 1

  timeouts {
    create = "30m"
  }
}
