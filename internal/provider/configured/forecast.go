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
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// quiet is how long nothing was planned when a plan counts as complete.
const quiet = time.Second

// usualParallelism is how many objects Terraform works on at a time, unless it is told
// otherwise. As many deletions share a request.
const usualParallelism = 10

// write is a kind of writes: of objects of a kind, a singular like "user".
type write struct {
	kind     string
	deletion bool
}

// forecast counts the writes of a plan. Terraform does not tell a provider how many there
// will be, so the first write that will have to wait waits until nothing more is planned.
type forecast struct {
	mu     sync.Mutex
	writes map[write]int
	// planned is when the last write was planned.
	planned time.Time
	// done is set when the forecast was given, or writing has begun: Terraform plans again
	// during apply.
	done bool
}

// Forecast counts what Terraform plans to do to an object of a kind, a singular like
// "user", and warns if applying the plan will have to wait long. It waits, so it comes last.
func (p *Provider) Forecast(ctx context.Context, kind string, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if p.client == nil || req.Plan.Raw.Equal(req.State.Raw) {
		return
	}
	f := &p.forecast
	f.mu.Lock()
	if f.writes == nil {
		f.writes = map[write]int{}
	}
	f.writes[write{kind, req.Plan.Raw.IsNull()}]++
	f.planned = time.Now()
	mine := f.total()
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
	if f.total() == mine { // nothing was planned meanwhile, or Terraform plans one at a time
		text = "at least " + text
	}
	resp.Diagnostics.AddWarning("Applying this plan will wait for RingCentral's rate limits", upperFirst(text)+".\n\nThe provider keeps the limits by itself. "+
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
		verb     string
		deletion bool
		group    transport.Group
		share    int
	}{
		{"", false, transport.Medium, 1},
		{"delete ", true, transport.Heavy, usualParallelism},
	} {
		total, kinds := f.of(w.deletion)
		requests, perMinute := (total+w.share-1)/w.share, p.client.RequestsPerMinute(w.group)
		if perMinute <= 0 || requests <= perMinute {
			continue
		}
		minutes := int(math.Ceil(float64(requests) / float64(perMinute)))
		parts = append(parts, fmt.Sprintf("%s%s: about %d minutes at %d requests per minute", w.verb, strings.Join(kinds, " and "), minutes, perMinute))
	}
	return strings.Join(parts, "; ")
}

// of counts the deletions or the other writes, altogether and in words for each kind.
func (f *forecast) of(deletion bool) (total int, kinds []string) {
	for w, n := range f.writes {
		if w.deletion == deletion {
			total += n
			kinds = append(kinds, counted(n, w.kind))
		}
	}
	slices.Sort(kinds)
	return total, kinds
}

func (f *forecast) total() (total int) {
	for _, n := range f.writes {
		total += n
	}
	return total
}

func counted(n int, kind string) string {
	if n == 1 {
		return "1 " + kind
	}
	return fmt.Sprintf("%d %ss", n, kind)
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
