// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "slices"

const mainSiteID = "main-site"

// Site is a site of an account with the multi-site feature.
type Site struct {
	// ID is empty for the main site.
	ID              string `json:"id,omitempty"`
	Name            string `json:"name"`
	Code            string `json:"code,omitempty"`
	ExtensionNumber string `json:"extensionNumber,omitempty"`
}

// siteInfo is the SiteInfo of the OpenAPI document.
type siteInfo struct {
	ID              string `json:"id"`
	URI             string `json:"uri"`
	Name            string `json:"name"`
	Code            string `json:"code,omitempty"`
	ExtensionNumber string `json:"extensionNumber,omitempty"`
	SiteAccess      string `json:"siteAccess"`
}

// siteReference is the ProvisioningSiteInfo of the OpenAPI document.
type siteReference struct {
	ID   string `json:"id"`
	URI  string `json:"uri"`
	Name string `json:"name"`
	Code string `json:"code,omitempty"`
}

// twoSites are the sites of an account with Options.MultiSite.
var twoSites = []Site{{Name: "Main Site"}, {ID: "62264418008", Name: "Branch Office", ExtensionNumber: "8000"}}

func (s *Simulator) isMultiSite() bool { return len(s.account.Sites) > 0 }

// AddSite adds a site, which turns the multi-site feature on.
func (s *Simulator) AddSite(added Site) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if !s.isMultiSite() {
		s.account.Sites = []Site{twoSites[0]}
	}
	s.account.Sites = append(slices.Clone(s.account.Sites), added)
}

// sites returns the sites of the account: without the multi-site feature the main one.
func (s *Simulator) sites() []siteInfo {
	known := s.account.Sites
	if !s.isMultiSite() {
		known = twoSites[:1]
	}
	var sites []siteInfo
	for _, site := range known {
		info := siteInfo{ID: site.ID, Name: site.Name, Code: site.Code, ExtensionNumber: site.ExtensionNumber, SiteAccess: "Unlimited"}
		if info.ID == "" {
			info.ID = mainSiteID
		}
		info.URI = s.accountURI() + "/sites/" + info.ID
		sites = append(sites, info)
	}
	return sites
}

// siteWithID returns a site, or nil if the account does not have it.
func (s *Simulator) siteWithID(id string) *siteInfo {
	sites := s.sites()
	if i := slices.IndexFunc(sites, func(known siteInfo) bool { return known.ID == id }); i >= 0 {
		return &sites[i]
	}
	return nil
}

// siteOf returns the site of an extension, or nil for an account without the
// multi-site feature.
func (s *Simulator) siteOf(e *Extension) *siteReference {
	site := s.siteWithID(e.SiteID)
	if site == nil || !s.isMultiSite() {
		return nil
	}
	return &siteReference{ID: site.ID, URI: site.URI, Name: site.Name, Code: site.Code}
}

// listSites pages as RingCentral's own tool expects, although the OpenAPI document
// declares no parameters for it.
func (s *Simulator) listSites(c *call) response {
	result, failure := paginate(s, c, s.sites(), defaultPerPage)
	if failure != noError {
		return failure.response()
	}
	return success(result)
}
