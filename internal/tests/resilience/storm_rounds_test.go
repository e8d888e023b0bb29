// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"maps"
	"slices"
	"strings"
)

// dangerous are the operations of which the outcome matters most.
var dangerous = []string{
	"createExtension", "createExtension", "createExtension", "createCustomRole", "createCustomRole",
	"updateExtension", "updateUserAssignedRoles", "updateUserRole", "bulkDeleteUsersV2", "deleteExtension", "deleteCustomRole", "listExtensions", "listUserRoles",
}

// lostResponses are faults after which the outcome of a request is unknown.
var lostResponses = []string{"reset after", "reset after", "reset before", "reset within response", "500 after the effect", "504 after the effect", "half of the JSON", "no response in time", "connection refused"}

// brew lets something go wrong for the next command.
func (s *storm) brew() {
	name := pick(s, s.menu)
	if s.chance(50) {
		name = pick(s, s.lost)
	}
	f := faults[name]
	injected := f.of(s.account)
	injected.After, injected.Times = s.random.IntN(8), 1+s.random.IntN(2)
	if s.chance(85) {
		injected.Operation = pick(s, dangerous)
		injected.After = s.random.IntN(2)
	}
	if f.undo != nil {
		injected.Times = 1
		s.undo = append(s.undo, func() { f.undo(s.account) })
	}
	s.Inject(injected)
	s.note("fault %q on %s after %d, %d times", name, injected.Operation, injected.After, injected.Times)
}

// round is a few changes, some faults, and an apply that may be interrupted.
func (s *storm) round() {
	for range 2 + s.random.IntN(3) {
		s.change()
	}
	for range 2 + s.random.IntN(4) {
		s.brew()
	}
	var t disturbance
	switch s.random.IntN(5) {
	case 0, 1:
		t = disturbance{kind: kill, phase: 1, after: 1 + s.random.IntN(6), when: pick(s, []moment{before, after})}
	case 2:
		t = disturbance{kind: stop, phase: 1, after: 1 + s.random.IntN(6), when: pick(s, []moment{before, after})}
	case 3:
		t = disturbance{kind: pick(s, []string{kill, stop}), phase: 0, after: 1 + s.random.IntN(5), when: before}
	}
	s.note("apply with %+v", t)
	applied := s.FaultsApplied()
	outcome := s.terraform.apply(s.configuration(), t)
	s.operations++
	s.disturbances += s.FaultsApplied() - applied
	if outcome.interrupted {
		s.disturbances++
	}
	s.note("it says: %t %s", outcome.failed, firstLines(outcome.text))
	s.calm()
	if outcome.interrupted {
		// What a killed run has created is found only once the account shows it.
		s.terraform.pass(s.rest)
	}
	if s.chance(30) {
		s.adoptFound(outcome)
	}
}

func firstLines(text string) string {
	lines := strings.Split(text, "\n")
	var kept []string
	for _, line := range lines {
		if strings.HasPrefix(line, "ERROR") || strings.HasPrefix(line, "Error") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, " | ")
}

// calm ends all that goes wrong.
func (s *storm) calm() {
	s.RemoveFaults()
	for _, undo := range s.undo {
		undo()
	}
	s.undo = nil
}

// adoptFound imports what a command has asked to adopt.
func (s *storm) adoptFound(o *commandOutput) (adopted bool) {
	for _, found := range o.exists {
		state := s.terraform.state()
		if slices.Contains(slices.Collect(maps.Values(state)), found.id) {
			continue // it is in the state under another name, and about to be destroyed
		}
		for _, address := range slices.Sorted(maps.Keys(s.blocks)) {
			b := s.blocks[address]
			key := textOf(b.Values["display_name"]) + textOf(b.Values["email"])
			if b.Type != found.typeName || state[address] != "" || !strings.Contains(found.summary, key) ||
				b.Type == userType && !strings.Contains(found.summary, textOf(b.Values["last_name"])) {
				continue
			}
			o := s.terraform.adopt(s.configuration(), address, found.id)
			s.note("adopt %s as %s: %t %s", found.id, address, o.failed, firstLines(o.text))
			s.operations++
			if !o.failed {
				adopted = true
				delete(s.own, found.id)
				break
			}
		}
	}
	return adopted
}

// rage runs rounds until enough has happened.
func (s *storm) rage(operations, disturbances int) {
	for range 3 + s.random.IntN(4) {
		s.addUser()
	}
	s.addRole()
	for rounds := 0; (s.operations < operations || s.disturbances < disturbances) && rounds < 40; rounds++ {
		s.round()
	}
}

// recover does what a person does when the storm is over.
func (s *storm) recover() (problem string) {
	s.calm()
	// One more shows that nothing is left to do, and another that what was computed has
	// come to rest, too: an assignment changes the roles of a user who declares none.
	for left := applies + 2; left > 0; left-- {
		// Nobody can have more seats than there are.
		for range len(s.of(userType, false)) {
			seat(s.account)
		}
		o := s.terraform.apply(s.configuration(), disturbance{})
		s.operations++
		s.note("after the storm it says: %t %v %v %s", o.failed, o.planned, o.drift, firstLines(o.text))
		if s.adoptFound(o) {
			left++
			continue
		}
		problem = o.text
		if !o.failed && len(o.planned) == 0 && len(o.drift) == 0 {
			return ""
		}
	}
	return "it does not settle: " + problem
}
