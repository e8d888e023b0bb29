data "ringcentral_permissions" "assignable" {
  assignable = true
}

output "permissions_by_name" {
  value = { for p in data.ringcentral_permissions.assignable.permissions : p.display_name => p.id }
}
