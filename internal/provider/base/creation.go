// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package base

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// Creation names what a resource creates, for messages.
type Creation struct {
	// Action completes the sentence "Could not ...", Object the sentence "... exists already".
	Action, Object string
	ResourceType   string
	// Key is the attribute that people recognise the object by.
	Key path.Path
	// Parameters maps the API's parameter names to attributes.
	Parameters map[string]path.Path
}

// AddCreationError reports why an object was not created, or that nobody knows
// whether it was.
func (d *Data) AddCreationError(diags *diag.Diagnostics, c Creation, err error) {
	var exists *ringcentral.ExistsError
	var uncertain *ringcentral.UncertainError
	switch {
	case errors.As(err, &exists):
		diags.AddAttributeError(c.Key, c.Object+" exists already",
			"Nothing was created: an object that was there before is never taken over silently. An earlier run that was interrupted may have left it behind, or somebody made it by hand.\n\n"+c.adoption(exists.IDs))
	case errors.As(err, &uncertain):
		finding := findings.API(uncertain.Err, d.Subject(d.settings.Credentials.App.ClientID, ""))
		text := "RingCentral's answer was lost, and looking for the object did not settle what became of it. It was not sent again, so that nothing is made twice.\n\n"
		if len(uncertain.IDs) > 0 {
			text += "Candidates that appeared meanwhile: " + joined(uncertain.IDs) + ".\n\n" + c.adoption(uncertain.IDs)
		} else {
			text += "What to do: run the command again. It looks for the object before it creates anything, and says so if it is there."
		}
		diags.AddError(fmt.Sprintf("Could not %s: nobody knows whether it was created", c.Action), text+"\n\n"+finding.Text())
	default:
		d.AddError(diags, c.Action, err, c.Parameters)
	}
}

// AddExists warns while planning that an object like the planned one exists.
func (c Creation) AddExists(diags *diag.Diagnostics, ids []ringcentral.ID) {
	diags.AddAttributeWarning(c.Key, c.Object+" exists already",
		"Terraform plans to create one, and apply will refuse to make it twice, unless the existing one is destroyed in the same run.\n\n"+c.adoption(ids))
}

// adoption says how to bring objects under Terraform's control.
func (c Creation) adoption(ids []ringcentral.ID) string {
	var b strings.Builder
	b.WriteString("What to do: if it is yours, take it over with this block, in which the address is that of your resource, and plan again:\n")
	for _, id := range ids {
		fmt.Fprintf(&b, "\n  import {\n    to = %s.<name>\n    id = %q\n  }\n", c.ResourceType, string(id))
	}
	fmt.Fprintf(&b, "\nIf it is somebody else's, change %s.", c.Key)
	return b.String()
}

func joined(ids []ringcentral.ID) string {
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, string(id))
	}
	return strings.Join(texts, ", ")
}
