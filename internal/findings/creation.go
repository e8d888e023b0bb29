// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// Causes that only creations meet.
const (
	ObjectExists      Code = "object_exists"
	CreationUncertain Code = "creation_uncertain"
)

// NewObject names what a creation makes.
type NewObject struct {
	// Name is what people call the object, with an article: a custom role "Orders".
	Name string
	// ResourceType is that of Terraform.
	ResourceType string
	// Key is the argument that the object is recognised by.
	Key string
}

// Creation explains why an object was not created, or that nobody knows whether it was.
func Creation(err error, o NewObject, s GrantContext) Finding {
	var exists *ringcentral.ExistsError
	var uncertain *ringcentral.UncertainError
	switch {
	case errors.As(err, &exists):
		f := Exists(o, exists.IDs)
		f.Detail = "Nothing was created: an object that was there before is never taken over silently. A run that was interrupted may have left it behind, or somebody made it by hand."
		return f
	case errors.As(err, &uncertain):
		cause := API(uncertain.Err, s)
		f := Finding{
			Code:     CreationUncertain,
			Summary:  "Nobody knows whether it was created",
			Detail:   "The answer was lost, and looking for the object did not settle what became of it. It was not sent again, so that nothing is made twice.\n" + cause.Detail,
			Remedy:   "Run the command again. It looks for the object before it creates anything, and says so if it is there.",
			Evidence: cause.Evidence,
		}
		if len(uncertain.IDs) > 0 {
			f.Detail += "\nAppeared meanwhile, and may be it: " + ringcentral.JoinIDs(uncertain.IDs) + "."
			f.Remedy = o.adoption(uncertain.IDs)
		}
		return f
	}
	return API(err, s)
}

// Exists reports, before anything is created, an object like the one to create.
func Exists(o NewObject, ids []ringcentral.ID) Finding {
	return Finding{
		Code:     ObjectExists,
		Argument: o.Key,
		Summary:  "There is " + o.Name + " already",
		Detail:   "Apply will refuse to make it twice, unless the existing one is destroyed in the same run.",
		Remedy:   o.adoption(ids),
	}
}

// adoption says how to bring objects under Terraform's control.
func (o NewObject) adoption(ids []ringcentral.ID) string {
	var b strings.Builder
	b.WriteString("If it is yours, take it over with this block, in which <name> is that of your resource, and plan again:\n")
	for _, id := range ids {
		fmt.Fprintf(&b, "\n  import {\n    to = %s.<name>\n    id = %q\n  }\n", o.ResourceType, string(id))
	}
	fmt.Fprintf(&b, "\nIf it is somebody else's, change %s.", o.Key)
	return b.String()
}
