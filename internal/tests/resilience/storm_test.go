// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// terraform runs the commands of a storm.
type terraform interface {
	// apply applies the configuration, while a disturbance happens.
	apply(terraformmodel.Configuration, disturbance) *commandOutput
	adopt(c terraformmodel.Configuration, address, id string) *commandOutput
	// taint and move do what the commands of these names do.
	taint(address string)
	move(from, to string, c terraformmodel.Configuration)
	// state returns the IDs in the state by address.
	state() map[string]string
	// leaks returns where a secret is that must not be there.
	leaks() []string
	// pass lets time go by.
	pass(time.Duration)
}

// commandOutput is what a command printed that somebody acts on.
type commandOutput struct {
	failed bool
	// interrupted reports whether the disturbance happened.
	interrupted bool
	// planned is what was to be done, and drift what differed; they are empty when all is
	// well.
	planned, drift []string
	text           string
	exists         []existing
}

// existing is an object that a command has asked to adopt.
type existing struct{ summary, typeName, id string }

// disturbance is how a command is interrupted: after a number of requests of a phase.
type disturbance struct {
	kind  string // kill or stop; empty: none
	phase int    // 0: plan, 1: apply
	after int
	when  moment
}

const (
	kill = "kill"
	stop = "stop"
)

// storm is a random sequence of what people do, with Terraform and without, and of
// what goes wrong meanwhile.
type storm struct {
	*account
	terraform terraform
	random    *rand.Rand
	journal   []string

	blocks       map[string]*terraformmodel.Block
	colleagues   []string
	numbers      int // makes names unique
	operations   int
	disturbances int
	// menu is what can go wrong, and lost what makes responses get lost.
	menu, lost []string
	// integrated is set if the configuration also checks an integration.
	integrated bool
	// shares is set if the account lets people share an e-mail address.
	shares bool
	// passwords is set if write-only arguments can be used.
	passwords bool
	undo      []func()
	// rest is the time that passes after a command that was killed or stopped.
	rest time.Duration
}

func newStorm(a *account, t terraform, random *rand.Rand, menu []string) *storm {
	s := &storm{account: a, terraform: t, random: random, blocks: map[string]*terraformmodel.Block{}, menu: menu, lost: lostResponses, passwords: true}
	for range 3 {
		s.numbers++
		s.colleagues = append(s.colleagues, a.addExtension(simulator.Extension{
			Type: "User", Status: "Enabled", RoleIDs: []string{"4"},
			Contact: simulator.Contact{FirstName: "Colleague", LastName: fmt.Sprint(s.numbers), Email: fmt.Sprintf("colleague-%d@example.com", s.numbers)},
		}))
	}
	for range 2 {
		seat(a)
	}
	if s.integrated = s.chance(30); s.integrated {
		a.integrate()
	}
	return s
}

func (s *storm) note(format string, arguments ...any) {
	s.journal = append(s.journal, fmt.Sprintf(format, arguments...))
}

func (s *storm) configuration() terraformmodel.Configuration {
	var c terraformmodel.Configuration
	for _, address := range slices.Sorted(maps.Keys(s.blocks)) {
		block := *s.blocks[address]
		block.Values = maps.Clone(block.Values)
		c.Resources = append(c.Resources, block)
	}
	if s.integrated {
		c.Resources = append(c.Resources, s.integrationBlocks()...)
		c.Data = append(c.Data, s.grantBlock("BusinessSms"))
	}
	return c
}

func pick[T any](s *storm, from []T) T { return from[s.random.IntN(len(from))] }

func (s *storm) chance(percent int) bool { return s.random.IntN(100) < percent }

// of returns the addresses of a type, all or only those in the state.
func (s *storm) of(typeName string, onlyKnown bool) []string {
	state := s.terraform.state()
	var found []string
	for _, address := range slices.Sorted(maps.Keys(s.blocks)) {
		if s.blocks[address].Type == typeName && (!onlyKnown || state[address] != "") {
			found = append(found, address)
		}
	}
	return found
}

// isUsed reports whether something in the configuration or in the state refers to an
// address.
func (s *storm) isUsed(address string) bool {
	id := s.terraform.state()[address]
	for _, block := range s.blocks {
		if slices.Contains(refsOf(block.Values), address) {
			return true
		}
	}
	for _, e := range s.Extensions() {
		if id != "" && slices.Contains(e.RoleIDs, id) {
			return true
		}
	}
	return false
}

func refsOf(values map[string]any) []string {
	var refs []string
	for _, value := range values {
		switch value := value.(type) {
		case terraformmodel.Ref:
			refs = append(refs, string(value))
		case []any:
			for _, element := range value {
				if ref, ok := element.(terraformmodel.Ref); ok {
					refs = append(refs, string(ref))
				}
			}
		}
	}
	return refs
}
