// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"maps"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// inProcess runs the commands of a storm in process.
type inProcess struct{ *account }

func (p *inProcess) apply(c terraformmodel.Configuration, d disturbance) *commandOutput {
	first := p.started.Load() + 1
	var requests atomic.Int64
	var interrupted atomic.Bool
	p.onRequest = func(process *terraformmodel.Process, _ *http.Request, when moment) {
		if d.kind == "" || p.started.Load() != first+int64(d.phase) || when != d.when || requests.Add(1) != int64(d.after) {
			return
		}
		interrupted.Store(true)
		if d.kind == kill {
			process.Kill()
		} else {
			go process.Stop(p.ctx)
		}
	}
	defer func() { p.onRequest = nil }()
	outcome := commandOutputOf(p.account.apply(c))
	outcome.interrupted = interrupted.Load()
	return outcome
}

func commandOutputOf(o *terraformmodel.Outcome) *commandOutput {
	s := &commandOutput{failed: len(o.Errors()) > 0, planned: slices.Sorted(maps.Keys(o.Planned)), drift: o.Drift, text: text(o)}
	for _, d := range o.Diagnostics {
		for _, found := range importBlock.FindAllStringSubmatch(d.Detail, -1) {
			s.exists = append(s.exists, existing{d.Summary, found[1], found[2]})
		}
	}
	return s
}

func (p *inProcess) adopt(_ terraformmodel.Configuration, address, id string) *commandOutput {
	return commandOutputOf(p.account.adopt(address, id))
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
