// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// change does one thing that a person does to the configuration, to the state or by
// hand to the account.
func (s *storm) change() {
	steps := []func() bool{
		s.addUser, s.addUser, s.addUser, s.addUser, s.addUser, s.addRole, s.addRole, s.addAssignment,
		s.changeUser, s.changeUser, s.changeRole,
		s.remove, s.remove, s.taintOne, s.moveOne, s.renameKey, s.importOne,
		s.editUser, s.editUser, s.editRole, s.editAssignment, s.deleteByHand, s.addByHand,
	}
	for {
		if pick(s, steps)() {
			s.operations++
			return
		}
	}
}

func (s *storm) put(b terraformmodel.Block) {
	s.blocks[b.Address()] = &b
	s.note("declare %s %v", b.Address(), b.Values)
}

func (s *storm) addUser() bool {
	if len(s.of(userType, false)) >= 12 {
		return false
	}
	s.numbers++
	name := fmt.Sprint("user_", s.numbers)
	b := user(name, map[string]any{"last_name": fmt.Sprint("Number ", s.numbers)})
	sharing := false
	if s.shares && s.chance(20) {
		if others := s.of(userType, false); len(others) > 0 {
			b.Values["email"], sharing = s.blocks[pick(s, others)].Values["email"], true
		}
	}
	s.addUserOptions(&b)
	if takesSeat := s.chance(15); takesSeat {
		// The user of a seat signs in with the address, which nobody can share then.
		b.Values["use_unassigned_seat"] = !sharing
	} else if s.chance(10) {
		b.Values["type"] = "VirtualUser"
	}
	if s.passwords && s.chance(15) {
		maps.Copy(b.Values, map[string]any{"password_wo": marker + "-passw0rd-" + name, "password_wo_version": 1})
	}
	s.put(b)
	return true
}

// addUserOptions gives a user optional attributes.
func (s *storm) addUserOptions(b *terraformmodel.Block) {
	for _, name := range []string{"department", "job_title"} {
		delete(b.Values, name)
		if s.chance(25) {
			b.Values[name] = pick(s, []string{"IT", "Sales", "Integrations"})
		}
	}
	if s.chance(15) {
		s.numbers++
		b.Values["extension_number"] = fmt.Sprint(5000 + s.numbers)
	}
	switch {
	case s.isAssigned(b.Address()):
	case s.chance(60):
		roles := []any{}
		for _, address := range s.of(roleType, false) {
			if s.chance(40) && len(roles) < 3 {
				roles = append(roles, terraformmodel.Ref(address))
			}
		}
		if len(roles) == 0 {
			roles = append(roles, pick(s, []string{"3", "4"}))
		}
		b.Values["role_ids"] = roles
	}
}

// isAssigned reports whether an assignment refers to a user.
func (s *storm) isAssigned(address string) bool {
	return slices.ContainsFunc(s.of(assignmentType, false), func(other string) bool {
		return s.blocks[other].Values["user_id"] == terraformmodel.Ref(address)
	})
}

var permissions = []any{"BusinessSms", "ReadCallLog", "InternalSMS", "ThirdPartyAppAccess"}

func (s *storm) addRole() bool {
	if len(s.of(roleType, false)) >= 5 {
		return false
	}
	s.numbers++
	b := role(fmt.Sprint("role_", s.numbers))
	s.addRoleOptions(&b)
	s.put(b)
	return true
}

func (s *storm) addRoleOptions(b *terraformmodel.Block) {
	chosen := slices.Clone(permissions)
	s.random.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
	b.Values["permissions"] = chosen[:1+s.random.IntN(3)]
	delete(b.Values, "description")
	if s.chance(40) {
		b.Values["description"] = pick(s, []string{"For bots", "For the ERP"})
	}
}

func (s *storm) addAssignment() bool {
	var userID any = pick(s, s.colleagues)
	if users := s.of(userType, false); len(users) > 0 && s.chance(30) {
		address := pick(s, users)
		if s.blocks[address].Values["role_ids"] != nil {
			return false
		}
		userID = terraformmodel.Ref(address)
	}
	var roleID any = pick(s, []string{"3", "5", "6"})
	if roles := s.of(roleType, false); len(roles) > 0 && s.chance(60) {
		roleID = terraformmodel.Ref(pick(s, roles))
	}
	for _, address := range s.of(assignmentType, false) {
		if v := s.blocks[address].Values; v["user_id"] == userID && v["role_id"] == roleID {
			return false
		}
	}
	s.numbers++
	s.put(assignment(fmt.Sprint("assignment_", s.numbers), userID, roleID))
	return true
}

func (s *storm) changeUser() bool {
	known := s.of(userType, true)
	if len(known) == 0 {
		return false
	}
	b := *s.blocks[pick(s, known)]
	b.Values = maps.Clone(b.Values)
	had := b.Values["role_ids"] != nil
	s.addUserOptions(&b)
	if had && b.Values["role_ids"] == nil {
		b.Values["role_ids"] = []any{"4"}
	}
	switch s.random.IntN(4) {
	case 0:
		b.Values["status"] = pick(s, []string{"Enabled", "Disabled", "Frozen"})
	case 1:
		s.numbers++
		b.Values["last_name"] = fmt.Sprint("Renamed ", s.numbers)
	case 2:
		s.numbers++
		b.Values["email"] = fmt.Sprintf("moved-%d@example.com", s.numbers)
	}
	s.put(b)
	return true
}

func (s *storm) changeRole() bool {
	known := s.of(roleType, true)
	if len(known) == 0 {
		return false
	}
	b := *s.blocks[pick(s, known)]
	b.Values = maps.Clone(b.Values)
	s.addRoleOptions(&b)
	if s.chance(30) {
		s.numbers++
		b.Values["display_name"] = fmt.Sprint("Renamed role ", s.numbers)
	}
	s.put(b)
	return true
}

// remove takes something out of the configuration. Whoever does not know what became
// of an interrupted create applies again first, as the guide says.
func (s *storm) remove() bool {
	state := s.terraform.state()
	var candidates []string
	for address := range s.blocks {
		if state[address] != "" && !slices.ContainsFunc(slices.Collect(maps.Values(s.blocks)), func(b *terraformmodel.Block) bool { return slices.Contains(refsOf(b.Values), address) }) &&
			(s.blocks[address].Type != roleType || !s.isUsed(address)) {
			candidates = append(candidates, address)
		}
	}
	if len(candidates) == 0 {
		return false
	}
	slices.Sort(candidates)
	address := pick(s, candidates)
	delete(s.blocks, address)
	s.note("remove %s", address)
	return true
}

func (s *storm) taintOne() bool {
	candidates := slices.DeleteFunc(append(s.of(userType, true), s.of(roleType, true)...), s.isUsed)
	if len(candidates) == 0 {
		return false
	}
	address := pick(s, candidates)
	s.terraform.taint(address)
	s.note("taint %s", address)
	return true
}

// moveOne gives a resource another name, with a moved block.
func (s *storm) moveOne() bool {
	from, to := s.rekey()
	if from == "" {
		return false
	}
	s.terraform.move(from, to, s.configuration())
	s.note("move %s to %s", from, to)
	return true
}

// renameKey is moveOne without a moved block: the object is destroyed and made again.
func (s *storm) renameKey() bool {
	from, to := s.rekey()
	if from == "" {
		return false
	}
	s.note("rename %s to %s without moving", from, to)
	return true
}

func (s *storm) rekey() (from, to string) {
	candidates := slices.DeleteFunc(append(s.of(userType, true), s.of(roleType, true)...), s.isUsed)
	if len(candidates) == 0 {
		return "", ""
	}
	from = pick(s, candidates)
	s.numbers++
	b := *s.blocks[from]
	b.Name = fmt.Sprintf("key_%d", s.numbers)
	delete(s.blocks, from)
	s.blocks[b.Address()] = &b
	return from, b.Address()
}

// importOne brings a user under Terraform that somebody has made by hand.
func (s *storm) importOne() bool {
	s.numbers++
	e := simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"4"}, Contact: simulator.Contact{
		FirstName: "User", LastName: fmt.Sprint("Imported ", s.numbers), Email: fmt.Sprintf("imported-%d@example.com", s.numbers),
	}}
	id := s.addExtension(e)
	b := user(fmt.Sprint("imported_", s.numbers), map[string]any{"last_name": e.Contact.LastName, "email": e.Contact.Email, "role_ids": []any{"4"}})
	s.put(b)
	if !s.terraform.adopt(s.configuration(), b.Address(), id).failed {
		delete(s.own, id)
		return true
	}
	delete(s.blocks, b.Address())
	return false
}
