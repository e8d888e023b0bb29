// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	// explainedDays is how far back the search of the audit trail goes.
	explainedDays = 30
	// explanationTimeout bounds the search, so that an exhausted rate limit does not hold
	// the plan up.
	explanationTimeout = 10 * time.Second
	maxExplained       = 5
	maxAuditText       = 100
)

// Concerns reports whether a record of the audit trail is about an object.
type Concerns func(ringcentral.AuditRecord) bool

// ConcernsExtension selects what is about an extension.
func ConcernsExtension(id string) Concerns {
	return func(r ringcentral.AuditRecord) bool { return r.Target.ObjectID == id }
}

// ConcernsRole selects what is about a role. The audit trail does not name roles by ID.
func ConcernsRole(id, name string) Concerns {
	return func(r ringcentral.AuditRecord) bool {
		return r.Target.ObjectType != "Extension" && (r.Target.Name == name || slices.ContainsFunc(r.Details.Parameters, func(p ringcentral.AuditParameter) bool { return p.Value == name || p.Value == id }))
	}
}

// ExplainDrift warns who changed an object if a refresh has found it changed, the provider
// is asked to, and the audit trail says so.
func (p *Provider) ExplainDrift(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse, object string, concerns Concerns) {
	if !p.settings.ExplainDrift || resp.State.Raw.Equal(req.State.Raw) {
		return
	}
	if explanation := p.explanation(ctx, &resp.Diagnostics, concerns); explanation != "" {
		resp.Diagnostics.AddWarning(object+" was changed outside Terraform", explanation)
	}
}

// explanation returns who changed an object; empty if that is not asked for or not known.
func (p *Provider) explanation(ctx context.Context, diags *diag.Diagnostics, concerns Concerns) string {
	if !p.settings.ExplainDrift || p.client == nil || concerns == nil {
		return ""
	}
	found, err := p.audit.Get(ctx, p.searchAuditTrail)
	if err != nil { // the caller's time is over
		return ""
	}
	if found.err != nil {
		if p.First("explain_drift") {
			f := findings.API(found.err, p.OwnContext())
			diags.AddWarning(
				"Could not explain what was changed outside Terraform: "+lowerFirst(f.Summary),
				"The plan is complete without the explanation.\n\n"+f.Text(),
			)
		}
		return ""
	}
	var lines []string
	for _, record := range found.records {
		if concerns(record) && len(lines) < maxExplained {
			lines = append(lines, "\n  - "+described(record))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return fmt.Sprintf("The audit trail of the last %d days names these changes, the newest first:%s", explainedDays, strings.Join(lines, ""))
}

// audited is the outcome of the one search of a run.
type audited struct {
	records []ringcentral.AuditRecord
	err     error
}

// searchAuditTrail searches once for all objects: which of them have changed is not known
// before the last of them is read. A failure is kept, too, because the search counts
// against the Heavy group. The provider's own changes are left out.
func (p *Provider) searchAuditTrail(ctx context.Context) (*audited, error) {
	ctx, cancel := context.WithTimeoutCause(transport.WithoutRetries(ctx), explanationTimeout, &ringcentral.TimeoutError{Allowed: explanationTimeout})
	defer cancel()
	records, err := p.client.SearchAuditTrail(ctx, time.Now().AddDate(0, 0, -explainedDays))
	if err != nil {
		return &audited{err: err}, nil
	}
	own, _ := p.client.OwnerID(ctx)
	records = slices.DeleteFunc(records, func(r ringcentral.AuditRecord) bool { return own != "" && r.Initiator.ExtensionID == own })
	slices.SortStableFunc(records, func(a, b ringcentral.AuditRecord) int { return b.Time.Compare(a.Time) })
	return &audited{records: records}, nil
}

// described says who changed what and when. It leaves out the values of parameters, which
// may be personal.
func described(r ringcentral.AuditRecord) string {
	shown := func(text string) string { return printable.Line(text, maxAuditText) }
	var b strings.Builder
	b.WriteString(cmp.Or(shown(r.Initiator.Name), "somebody without a name"))
	var about []string
	if r.Initiator.ExtensionNumber != "" {
		about = append(about, "extension number "+shown(r.Initiator.ExtensionNumber))
	}
	if r.Initiator.Role != "" {
		about = append(about, shown(r.Initiator.Role))
	}
	if len(about) > 0 {
		fmt.Fprintf(&b, " (%s)", strings.Join(about, ", "))
	}
	fmt.Fprintf(&b, ", %s: %s", r.Time.UTC().Format(time.RFC3339), cmp.Or(shown(r.ActionID), "unknown action"))
	if r.EventType != "" {
		b.WriteString(" " + shown(r.EventType))
	}
	var keys []string
	for _, parameter := range r.Details.Parameters {
		if len(keys) < maxExplained {
			keys = append(keys, shown(parameter.Key))
		}
	}
	if len(keys) > 0 {
		fmt.Fprintf(&b, " (%s)", strings.Join(keys, ", "))
	}
	return b.String()
}
