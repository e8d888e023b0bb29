// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

const mainSiteID = "main-site"

// site is the SiteInfo of the OpenAPI document.
type site struct {
	ID              string `json:"id"`
	URI             string `json:"uri"`
	Name            string `json:"name"`
	ExtensionNumber string `json:"extensionNumber,omitempty"`
	SiteAccess      string `json:"siteAccess"`
}

// sites returns the main site and, with the multi-site feature, a branch.
func (s *Simulator) sites() []site {
	sites := []site{{ID: mainSiteID, Name: "Main Site", SiteAccess: "Unlimited"}}
	if s.multiSite {
		sites = append(sites, site{ID: "62264418008", Name: "Branch Office", ExtensionNumber: "8000", SiteAccess: "Unlimited"})
	}
	for i := range sites {
		sites[i].URI = s.accountURI() + "/sites/" + sites[i].ID
	}
	return sites
}

func (s *Simulator) siteExists(id string) bool {
	for _, known := range s.sites() {
		if known.ID == id {
			return true
		}
	}
	return false
}

// siteOf returns the site of an extension, or nil for an account without the
// multi-site feature.
func (s *Simulator) siteOf(e *Extension) *siteReference {
	if !s.multiSite {
		return nil
	}
	for _, known := range s.sites() {
		if known.ID == e.SiteID {
			return &siteReference{ID: known.ID, URI: known.URI, Name: known.Name}
		}
	}
	return nil
}

// siteList has no paging because the operation declares no paging parameters.
type siteList struct {
	URI     string `json:"uri"`
	Records []site `json:"records"`
}

func (s *Simulator) listSites(c *call) reply {
	return success(siteList{URI: s.selfURI(c), Records: s.sites()})
}
