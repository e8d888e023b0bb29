// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// terraform runs the commands of a storm.
type terraform interface {
	// apply applies the configuration, while trouble happens.
	apply(terraformmodel.Configuration, trouble) *said
	adopt(c terraformmodel.Configuration, address, id string) *said
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

// said is what a command has said that somebody acts on.
type said struct {
	failed bool
	// interrupted reports whether the trouble came to pass.
	interrupted bool
	// planned is what was to be done, and drift what differed; they are empty when all is
	// well.
	planned, drift []string
	text           string
	exists         []existing
}

// existing is an object that a command has asked to adopt.
type existing struct{ summary, typeName, id string }

// trouble is how a command is interrupted: after a number of requests of a phase.
type trouble struct {
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

	blocks     map[string]*terraformmodel.Block
	colleagues []string
	numbers    int // makes names unique
	operations int
	troubles   int
	// menu is what can go wrong, and lost what makes answers get lost.
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
	s := &storm{account: a, terraform: t, random: random, blocks: map[string]*terraformmodel.Block{}, menu: menu, lost: lostAnswers, passwords: true}
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
	s.dress(&b)
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

// dress gives a user optional attributes.
func (s *storm) dress(b *terraformmodel.Block) {
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
	s.furnish(&b)
	s.put(b)
	return true
}

func (s *storm) furnish(b *terraformmodel.Block) {
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
	s.dress(&b)
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
	s.furnish(&b)
	if s.chance(30) {
		s.numbers++
		b.Values["display_name"] = fmt.Sprint("Renamed role ", s.numbers)
	}
	s.put(b)
	return true
}

// remove takes something out of the configuration. Whoever does not know what became
// of an interrupted creation applies again first, as the guide says.
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

// dangerous are the operations of which the outcome matters most.
var dangerous = []string{
	"createExtension", "createExtension", "createExtension", "createCustomRole", "createCustomRole",
	"updateExtension", "updateUserAssignedRoles", "updateUserRole", "bulkDeleteUsersV2", "deleteExtension", "deleteCustomRole", "listExtensions", "listUserRoles",
}

// lostAnswers are faults after which the outcome of a request is unknown.
var lostAnswers = []string{"reset after", "reset after", "reset before", "reset within answer", "500 after the effect", "504 after the effect", "half of the JSON", "no answer in time", "connection refused"}

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
	var t trouble
	switch s.random.IntN(5) {
	case 0, 1:
		t = trouble{kind: kill, phase: 1, after: 1 + s.random.IntN(6), when: pick(s, []moment{before, after})}
	case 2:
		t = trouble{kind: stop, phase: 1, after: 1 + s.random.IntN(6), when: pick(s, []moment{before, after})}
	case 3:
		t = trouble{kind: pick(s, []string{kill, stop}), phase: 0, after: 1 + s.random.IntN(5), when: before}
	}
	s.note("apply with %+v", t)
	applied := s.FaultsApplied()
	outcome := s.terraform.apply(s.configuration(), t)
	s.operations++
	s.troubles += s.FaultsApplied() - applied
	if outcome.interrupted {
		s.troubles++
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
func (s *storm) adoptFound(o *said) (adopted bool) {
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
func (s *storm) rage(operations, troubles int) {
	for range 3 + s.random.IntN(4) {
		s.addUser()
	}
	s.addRole()
	for rounds := 0; (s.operations < operations || s.troubles < troubles) && rounds < 40; rounds++ {
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
		o := s.terraform.apply(s.configuration(), trouble{})
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

// inProcess runs the commands of a storm in process.
type inProcess struct{ *account }

func (p *inProcess) apply(c terraformmodel.Configuration, t trouble) *said {
	first := p.started.Load() + 1
	var requests atomic.Int64
	var interrupted atomic.Bool
	p.onRequest = func(process *terraformmodel.Process, _ *http.Request, when moment) {
		if t.kind == "" || p.started.Load() != first+int64(t.phase) || when != t.when || requests.Add(1) != int64(t.after) {
			return
		}
		interrupted.Store(true)
		if t.kind == kill {
			process.Kill()
		} else {
			go process.Stop(p.ctx)
		}
	}
	defer func() { p.onRequest = nil }()
	outcome := saidBy(p.account.apply(c))
	outcome.interrupted = interrupted.Load()
	return outcome
}

func saidBy(o *terraformmodel.Outcome) *said {
	s := &said{failed: len(o.Errors()) > 0, planned: slices.Sorted(maps.Keys(o.Planned)), drift: o.Drift, text: text(o)}
	for _, d := range o.Diagnostics {
		for _, found := range importBlock.FindAllStringSubmatch(d.Detail, -1) {
			s.exists = append(s.exists, existing{d.Summary, found[1], found[2]})
		}
	}
	return s
}

func (p *inProcess) adopt(_ terraformmodel.Configuration, address, id string) *said {
	return saidBy(p.account.adopt(address, id))
}

func (p *inProcess) taint(address string) { p.Taint(address) }

func (p *inProcess) move(from, to string, _ terraformmodel.Configuration) { p.Move(from, to) }

func (p *inProcess) state() map[string]string {
	ids := map[string]string{}
	for address, instance := range p.State {
		ids[address] = instance.Text("id")
	}
	return ids
}

func (p *inProcess) pass(d time.Duration) { time.Sleep(d) }
