data "ringcentral_site" "branch" {
  name = "Branch Office"
}

resource "ringcentral_service_user" "branch" {
  first_name = "Branch"
  last_name  = "Notifier"
  email      = "branch-notifier@example.com"
  site_id    = data.ringcentral_site.branch.id
}
