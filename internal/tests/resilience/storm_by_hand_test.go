// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"fmt"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// editUser changes a user by hand whom Terraform manages.
func (s *storm) editUser() bool {
	state := s.terraform.state()
	known := s.of(userType, true)
	if len(known) == 0 {
		return false
	}
	address := pick(s, known)
	hasRoles := s.blocks[address].Values["role_ids"] != nil
	kind := s.random.IntN(6)
	err := s.EditExtension(state[address], func(e *simulator.Extension) {
		switch {
		case kind == 0:
			e.Contact.Department = "Edited"
		case kind == 1:
			e.Contact.JobTitle = ""
		case kind == 2:
			e.Status = "Disabled"
		case kind == 3:
			e.Contact.LastName = "Edited"
		case kind == 4 && hasRoles && !slices.Contains(e.RoleIDs, "5"):
			e.RoleIDs = append(e.RoleIDs, "5")
		case hasRoles:
			e.RoleIDs = []string{"3"}
		}
	})
	s.note("edit %s (%d)", address, kind)
	return err == nil
}

func (s *storm) editRole() bool {
	known := s.of(roleType, true)
	if len(known) == 0 {
		return false
	}
	address := pick(s, known)
	err := s.EditRole(s.terraform.state()[address], func(r *simulator.Role) {
		r.Permissions, r.Description = []string{"InternalSMS", "Voicemail"}, "Edited"
	})
	s.note("edit %s", address)
	return err == nil
}

// editAssignment takes the roles of a colleague away.
func (s *storm) editAssignment() bool {
	id := pick(s, s.colleagues)
	s.note("edit the roles of colleague %s", id)
	return s.EditExtension(id, func(e *simulator.Extension) { e.RoleIDs = []string{"4"} }) == nil
}

func (s *storm) deleteByHand() bool {
	known := append(s.of(userType, true), s.of(roleType, true)...)
	if len(known) == 0 {
		return false
	}
	address := pick(s, known)
	if s.isAssigned(address) {
		return false
	}
	id := s.terraform.state()[address]
	s.note("delete %s by hand", address)
	if s.blocks[address].Type == roleType {
		return s.RemoveRole(id) == nil
	}
	return s.RemoveExtension(id) == nil
}

// addByHand adds somebody, if possible with the address of a user of Terraform's, or
// a seat.
func (s *storm) addByHand() bool {
	if s.chance(30) {
		seat(s.account)
		s.note("buy a seat")
		return true
	}
	known := s.of(userType, false)
	if len(known) == 0 {
		return false
	}
	s.numbers++
	email := fmt.Sprintf("else-%d@example.com", s.numbers)
	if s.shares {
		email = textOf(s.blocks[pick(s, known)].Values["email"])
	}
	s.addExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"4"}, Contact: simulator.Contact{
		FirstName: "Somebody", LastName: "Else", Email: email,
	}})
	s.note("add somebody else by hand")
	return true
}
