// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// quiet is how long nothing was planned when a plan counts as complete.
const quiet = time.Second

// usualParallelism is how many objects Terraform works on at a time, unless it is told
// otherwise. As many deletions share a request.
const usualParallelism = 10

// forecast counts the writes of a plan. Terraform does not tell a provider how many there
// will be, so the first write that will have to wait waits until nothing more is planned.
type forecast struct {
	mu      sync.Mutex
	changed map[string]int
	deleted map[string]int
	// planned is when the last write was planned.
	planned time.Time
	// done is set when the forecast was given, or writing has begun: Terraform plans again
	// during apply.
	done bool
}

// PlanChange counts the create or update of an object for the forecast, and PlanDeletion a
// deletion. kind is a singular, for example "user".
func (p *Provider) PlanChange(ctx context.Context, kind string, diags *diag.Diagnostics) {
	p.plan(ctx, &p.forecast.changed, kind, diags)
}

// PlanDeletion counts the deletion of an object for the forecast.
func (p *Provider) PlanDeletion(ctx context.Context, kind string, diags *diag.Diagnostics) {
	p.plan(ctx, &p.forecast.deleted, kind, diags)
}

func (p *Provider) plan(ctx context.Context, counts *map[string]int, kind string, diags *diag.Diagnostics) {
	if p.client == nil {
		return
	}
	f := &p.forecast
	f.mu.Lock()
	if *counts == nil {
		*counts = map[string]int{}
	}
	(*counts)[kind]++
	f.planned = time.Now()
	mine := sum(f.changed) + sum(f.deleted)
	waits := !f.done && p.waitsFor(f) != ""
	f.done = f.done || waits
	f.mu.Unlock()
	if !waits {
		return
	}
	f.awaitQuiet(ctx)
	f.mu.Lock()
	defer f.mu.Unlock()
	text := p.waitsFor(f)
	if text == "" { // the first response has told of a higher limit
		f.done = false
		return
	}
	if sum(f.changed)+sum(f.deleted) == mine { // nothing was planned meanwhile, or Terraform plans one at a time
		text = "at least " + text
	}
	diags.AddWarning("Applying this plan will wait for RingCentral's rate limits", upperFirst(text)+".\n\nThe provider keeps the limits by itself. "+
		"To wait less, run terraform apply -parallelism=100, so that more writes share a request, or ask RingCentral for higher limits. See the guide \"Limits and performance\".")
}

// awaitQuiet waits until nothing was planned for a while, or the context ends.
func (f *forecast) awaitQuiet(ctx context.Context) {
	for {
		f.mu.Lock()
		left := time.Until(f.planned.Add(quiet))
		f.mu.Unlock()
		if left <= 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(left):
		}
	}
}

// waitsFor says what will have to wait, and how long; empty if nothing will. The numbers
// of requests are those of single writes and of deletions that share a request.
func (p *Provider) waitsFor(f *forecast) string {
	var parts []string
	for _, w := range []struct {
		verb      string
		counts    map[string]int
		perMinute int
		requests  int
	}{
		{"", f.changed, p.client.RequestsPerMinute(transport.Medium), sum(f.changed)},
		{"delete ", f.deleted, p.client.RequestsPerMinute(transport.Heavy), (sum(f.deleted) + usualParallelism - 1) / usualParallelism},
	} {
		if w.perMinute <= 0 || w.requests <= w.perMinute {
			continue
		}
		var kinds []string
		for kind, n := range w.counts {
			kinds = append(kinds, counted(n, kind))
		}
		slices.Sort(kinds)
		minutes := int(math.Ceil(float64(w.requests) / float64(w.perMinute)))
		parts = append(parts, fmt.Sprintf("%s%s: about %d minutes at %d requests per minute", w.verb, strings.Join(kinds, " and "), minutes, w.perMinute))
	}
	return strings.Join(parts, "; ")
}

func counted(n int, kind string) string {
	if n == 1 {
		return "1 " + kind
	}
	return fmt.Sprintf("%d %ss", n, kind)
}

func sum(counts map[string]int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// ClientForWrite is ClientFor for a create, an update or a deletion, with which applying
// has begun.
func (p *Provider) ClientForWrite(action string, diags *diag.Diagnostics) *ringcentral.Client {
	p.forecast.mu.Lock()
	p.forecast.done = true
	p.forecast.mu.Unlock()
	return p.ClientFor(action, diags)
}
