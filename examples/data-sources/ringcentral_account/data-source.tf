data "ringcentral_account" "current" {}

output "service_plan" {
  value = data.ringcentral_account.current.service_plan_name
}
