// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// NewObject names what is to be created.
type NewObject struct {
	// Name is what people call the object, with an article: a custom role "Orders".
	Name string
	// ResourceType is that of Terraform.
	ResourceType string
	// Key is the argument that the object is recognized by.
	Key string
}

// Creation explains why an object was not created, or that the outcome is unknown.
func Creation(err error, o NewObject, s GrantContext) Finding {
	var exists *ringcentral.ExistsError
	var uncertain *ringcentral.UncertainError
	switch {
	case errors.As(err, &exists):
		f := Exists(o, exists.IDs)
		f.Detail = "Nothing was created. The provider never adopts an existing object silently. An interrupted run may have left it, or somebody created it."
		return f
	case errors.As(err, &uncertain):
		cause := API(uncertain.Err, s)
		f := CreationUncertain.finding(s, "failure", cause.Detail)
		f.Evidence = cause.Evidence
		if len(uncertain.IDs) > 0 {
			f.Detail += "\nNew objects that may be the one: " + ringcentral.JoinIDs(uncertain.IDs) + "."
			f.Remedy = o.adoption(uncertain.IDs)
		}
		return f
	}
	return API(err, s)
}

// Exists reports, before anything is created, an object like the one to create.
func Exists(o NewObject, ids []ringcentral.ID) Finding {
	f := ObjectExists.finding(GrantContext{}, "object", o.Name, "adoption", o.adoption(ids)+
		"\n\nIf Terraform manages it already, under another address, add a moved block. If you replace it, remove create_before_destroy from its lifecycle block: RingCentral cannot have both at the same time.")
	f.Argument = o.Key
	return f
}

// adoption says how to import objects.
func (o NewObject) adoption(ids []ringcentral.ID) string {
	var b strings.Builder
	b.WriteString("To manage the existing object with Terraform, add this block (replace <name> with the name of your resource) and plan again:\n")
	for _, id := range ids {
		fmt.Fprintf(&b, "\n  import {\n    to = %s.<name>\n    id = %q\n  }\n", o.ResourceType, string(id))
	}
	fmt.Fprintf(&b, "\nIf it belongs to somebody else, change %s.", o.Key)
	return b.String()
}
