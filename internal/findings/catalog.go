// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

// section groups rows of the table on the catalog page.
type section int

const (
	settings section = iota
	theApp
	jwtValueSection
	theCredential
	theOwner
	ownRequests
	thePlatform
)

var sectionTitles = []string{
	settings:        "Missing or misplaced settings",
	theApp:          "The app",
	jwtValueSection: "The JWT value",
	theCredential:   "The JWT credential",
	theOwner:        "Owner, account and role",
	ownRequests:     "The provider's own requests",
	thePlatform:     "Platform and network",
}

// Entry documents a finding.
type Entry struct {
	Code Code
	// Meaning says what is wrong.
	Meaning string
	// Detection says what the finding is concluded from.
	Detection string
	// Remedy says in short what to do; the finding itself says more.
	Remedy string
}

// Section is a group of findings with a common subject.
type Section struct {
	Title   string
	Entries []Entry
}

// Catalog documents every finding.
func Catalog() []Section {
	sections := make([]Section, len(sectionTitles))
	for i, title := range sectionTitles {
		sections[i].Title = title
	}
	for _, r := range table {
		s := &sections[r.section]
		s.Entries = append(s.Entries, Entry{r.code, r.meaning, r.detection, r.advice})
	}
	return sections
}
